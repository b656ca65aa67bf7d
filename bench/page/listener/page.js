const Native = WebSocket;
let seen = 0;
window.WebSocket = class extends Native {
  constructor(...args) {
    super(...args);
    this.addEventListener("message", ({ isTrusted, data }) => {
      if (isTrusted) seen += data.length;
    });
  }
};
