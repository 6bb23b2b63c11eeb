"""A clock of the page that a test sets: it can run fast, and jump as after a sleep."""

CLOCK = """
(() => {
  const [now, later, again] = [Date.now.bind(Date), setTimeout.bind(window), setInterval.bind(window)];
  const start = now(), pace = PACE;
  let slept = 0;
  window.sleepFor = (ms) => { slept += ms; };
  Date.now = () => Math.round(start + (now() - start) * pace + slept);
  window.setTimeout = (f, ms = 0, ...rest) => later(f, ms / pace, ...rest);
  window.setInterval = (f, ms = 0, ...rest) => again(f, ms / pace, ...rest);
  // What the program keeps its values in.
  for (const name of ['instantiate', 'instantiateStreaming']) {
    const make = WebAssembly[name];
    WebAssembly[name] = async (...args) => {
      const made = await make.apply(WebAssembly, args);
      const memory = (made.instance ?? made).exports?.memory;
      if (memory) window.programMemory = memory;
      return made;
    };
  }
})();
"""


def set_clock(page, pace=1):
    """Before the page is opened: its time goes `pace` times as fast, timers too."""
    page.execute_cdp_cmd("Page.addScriptToEvaluateOnNewDocument", {"source": CLOCK.replace("PACE", str(pace))})


def sleep_for(page, hours):
    """The laptop is shut and opened again: the clock jumps, and no timer has run."""
    page.execute_script("sleepFor(arguments[0] * 3600000)", hours)


def memory(page):
    """What the page holds after a clean-up: bytes of JavaScript and of the program, nodes, listeners."""
    page.execute_cdp_cmd("HeapProfiler.enable", {})
    page.execute_cdp_cmd("HeapProfiler.collectGarbage", {})
    page.execute_cdp_cmd("Performance.enable", {})
    found = {one["name"]: one["value"] for one in page.execute_cdp_cmd("Performance.getMetrics", {})["metrics"]}
    program = page.execute_script("return programMemory.buffer.byteLength")
    return {"heap": found["JSHeapUsedSize"], "program": program, "nodes": found["Nodes"], "listeners": found["JSEventListeners"]}
