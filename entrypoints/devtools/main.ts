import { browser } from "wxt/browser";

void browser.devtools.panels.create("Hopscope", "icon/16.png", "panel.html");
