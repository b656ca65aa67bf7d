const Native = WebSocket;
window.WebSocket = class extends Native {
  constructor(...args) {
    super(...args);
    this.addEventListener("message", ({ data }) => {
      window.postMessage({ naive: true, url: this.url, data, at: Date.now() }, "*");
    });
  }
};
