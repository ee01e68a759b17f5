// Keeps what scripts show in step with what elements hold, whenever the page is redrawn.

const works = [];

/** Call `work(element)` for each element that fits `selector`, now and after changes in it. It must
 * change nothing where all is as it should be. */
export function settle(selector, work) {
  works.push([selector, work]);
  document.querySelectorAll(selector).forEach(work);
}

new MutationObserver((changes) => {
  for (const [selector, work] of works) {
    const touched = new Set();
    for (const { target, addedNodes } of changes) {
      for (const node of [target, ...addedNodes]) {
        const element = node.nodeType === Node.ELEMENT_NODE ? node : node.parentElement;
        const around = element?.closest(selector);
        if (around) touched.add(around);
        element?.querySelectorAll(selector).forEach((one) => touched.add(one));
      }
    }
    touched.forEach(work);
  }
}).observe(document, {
  subtree: true,
  childList: true,
  attributes: true,
  attributeFilter: ["data-chosen", "data-invalid", "data-page", "data-version", "hidden", "selected"],
});
