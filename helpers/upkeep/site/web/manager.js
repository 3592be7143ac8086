// The manager of the page's widgets: there is no kernel, so nothing is sent anywhere.

import * as base from "@jupyter-widgets/base";
import { ManagerBase } from "@jupyter-widgets/base-manager";
import * as controls from "@jupyter-widgets/controls";
import { anywidget } from "./amd.js";
import "anywidget-module";

/** @type {Record<string, Record<string, any>>} */
const MODULES = {
  "@jupyter-widgets/base": base,
  "@jupyter-widgets/controls": controls,
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
