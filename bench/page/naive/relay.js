window.addEventListener("message", ({ data }) => {
  if (data?.naive) chrome.runtime.sendMessage(data);
});
