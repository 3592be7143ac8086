// In the place of @lumino/widgets, whose one file has docks, menus and tabs, too: what boxes need.

export { Panel } from "lumino-widgets/src/panel";
export { Widget } from "lumino-widgets/src/widget";
