// Times on somebody's clock, wherever this browser is.

/** The seconds since 1970 at which a clock in `zone` shows "2026-03-02T09:00"; null without it. */
export function momentIn(shown, zone) {
  if (!shown) return null;
  const wanted = Date.parse(`${shown}Z`);
  // Twice, because the first guess may lie on the other side of a change of the clocks.
  let moment = wanted;
  for (let round = 0; round < 2; round += 1) moment -= onClock(moment, zone) - wanted;
  return Math.round(moment / 1000);
}

/** What a clock in `zone` shows at a moment, as milliseconds. */
function onClock(moment, zone) {
  const parts = Object.fromEntries(
    new Intl.DateTimeFormat("en-US", {
      timeZone: zone,
      hourCycle: "h23",
      year: "numeric",
      month: "numeric",
      day: "numeric",
      hour: "numeric",
      minute: "numeric",
      second: "numeric",
    })
      .formatToParts(moment)
      .map(({ type, value }) => [type, Number(value)]),
  );
  const { year, month, day, hour, minute, second } = parts;
  return Date.UTC(year, month - 1, day, hour, minute, second);
}
