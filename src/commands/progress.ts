/** Shows how far long work has come: one line on a terminal, nothing anywhere else. */

const quietFor = 1000;
const betweenLines = 100;

/** Counts up on a terminal once the work has taken a second, and wipes its line at the end. */
export function terminalProgress(
  stream: NodeJS.WriteStream,
): (label: string) => (done: number, all: number) => void {
  return (label) => {
    const started = Date.now();
    let last = started;
    let shown = false;
    return (done, all) => {
      if (!stream.isTTY) return;
      const now = Date.now();
      if (done === all && shown) stream.write('\r\u001b[2K');
      else if (now - started > quietFor && now - last > betweenLines) {
        stream.write(`\r${label} ${done.toLocaleString('en')} of ${all.toLocaleString('en')}`);
        last = now;
        shown = true;
      }
    };
  };
}
