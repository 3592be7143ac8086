// The manager of the page's widgets: there is no kernel, so nothing is sent anywhere.

import * as base from "@jupyter-widgets/base";
import { ManagerBase } from "@jupyter-widgets/base-manager";
import * as switches from "@jupyter-widgets/controls/lib/widget_bool";
import * as boxes from "@jupyter-widgets/controls/lib/widget_box";
import * as styles from "@jupyter-widgets/controls/lib/widget_description";
import * as decimals from "@jupyter-widgets/controls/lib/widget_float";
import * as numbers from "@jupyter-widgets/controls/lib/widget_int";
import * as links from "@jupyter-widgets/controls/lib/widget_link";
import * as choices from "@jupyter-widgets/controls/lib/widget_selection";
import { anywidget } from "./amd.js";
import "anywidget-module";

/**
 * Of ipywidgets, what the course's controls are made of: the whole has a clock and a palette, too.
 * @type {Record<string, Record<string, any>>}
 */
const MODULES = {
  "@jupyter-widgets/base": base,
  "@jupyter-widgets/controls": {
    ...boxes,
    ...choices,
    ...decimals,
    ...links,
    ...numbers,
    ...styles,
    ...switches,
  },
  anywidget,
};

export class PageManager extends ManagerBase {
  /**
   * @param {string} className
   * @param {string} moduleName
   */
  async loadClass(className, moduleName) {
    const found = MODULES[moduleName]?.[className];
    if (!found) throw new Error(`the page has no ${className} of ${moduleName}`);
    return found;
  }

  async _get_comm_info() {
    return {};
  }

  /** @returns {Promise<any>} */
  async _create_comm() {
    return { on_close() {}, on_msg() {}, send() {}, close() {} };
  }
}
