let frames = 0;
chrome.runtime.onMessage.addListener(() => {
  frames += 1;
});
