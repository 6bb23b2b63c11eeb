// What ours is compared with. Both draw the same picture: y follows a noisy AR(1)
// process, x is 0, 1, 2, …; 1200 x 500 CSS pixels; one line, one pixel wide.
// The page leaves its milliseconds in window.__bench, as ours does at ?bench=chart:
//   redraw_ms  the whole chart again, axes and paths included
//   pan_ms     a window of 30 % of the points, moved a step
// Each drawing is forced out of the command buffer by reading one pixel back.
(() => {
  const MANY = location.search.includes("lines=100");
  const LINES = MANY ? 100 : 1, POINTS = 1_000_000 / LINES, REDRAWS = 20, PANS = 20;
  const COLORS = ["#0f766e", "#4b6ee9", "#b45309", "#be185d", "#6d28d9", "#15803d", "#b91c1c", "#0369a1", "#a16207", "#475569"];

  // mulberry32
  let state;
  const random = () => {
    state = (state + 0x6d2b79f5) | 0;
    let t = Math.imul(state ^ (state >>> 15), 1 | state);
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t;
    return ((t ^ (t >>> 14)) >>> 0) / 4294967296;
  };
  const x = Float64Array.from({ length: POINTS }, (_, i) => i);
  const line = (seed) => {
    state = seed;
    const y = new Float64Array(POINTS);
    for (let i = 0; i < POINTS; i++) y[i] = (i ? 0.98 * y[i - 1] : 0) + random() - 0.5;
    return y;
  };
  const columns = Array.from({ length: LINES }, (_, at) => line(at + 1));

  const plot = new uPlot(
    {
      width: 1200,
      height: 500,
      pxRatio: devicePixelRatio,
      legend: { show: false },
      scales: { x: { time: false } },
      series: [{}, ...columns.map((_, at) => ({ stroke: COLORS[at % COLORS.length], width: 1, points: { show: false } }))],
    },
    [x, ...columns],
    document.getElementById("plot"),
  );

  const timed = (draw) => {
    const start = performance.now();
    plot.batch(draw); // at once, not in a microtask
    plot.ctx.getImageData(plot.bbox.left + (plot.bbox.width >> 1), plot.bbox.top + (plot.bbox.height >> 1), 1, 1);
    return performance.now() - start;
  };
  const frame = () => new Promise((done) => requestAnimationFrame(done));
  // A chart that drew no line is not called fast: the line's colour must be there.
  const inked = () => {
    const pixels = plot.ctx.getImageData(0, 0, 1200, 500).data;
    let count = 0;
    // The first colour, which of many lines is not always on top.
    for (let i = 0; i < pixels.length; i += 4) count += pixels[i] === 0x0f && pixels[i + 1] === 0x76 && pixels[i + 3] === 255;
    return count;
  };

  (async () => {
    const result = { points: POINTS * LINES, redraw_ms: [], pan_ms: [], redraw_inked: 0, pan_inked: 0, done: false };
    window.__bench = result;
    await frame(); // the first drawing, which also finds the scales
    for (let i = 0; i < 3; i++) { timed(() => plot.redraw(true, true)); await frame(); }
    for (let i = 0; i < REDRAWS; i++) {
      result.redraw_ms.push(timed(() => plot.redraw(true, true)));
      await frame();
    }
    result.redraw_inked = inked();
    const span = POINTS * 0.3;
    for (let i = 0; i < PANS; i++) {
      const min = ((POINTS - span) * i) / PANS;
      result.pan_ms.push(timed(() => plot.setScale("x", { min, max: min + span })));
      await frame();
    }
    result.pan_inked = inked();
    result.done = true;
  })();
})();
