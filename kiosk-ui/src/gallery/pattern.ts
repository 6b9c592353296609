// SPDX-License-Identifier: MPL-2.0
/** A picture that looks like a QR code and leads nowhere, for pages shown without a server. */
const size = 29;

const corner = (x: number, y: number): boolean | null => {
  for (const [left, top] of [
    [0, 0],
    [size - 7, 0],
    [0, size - 7],
  ] as const) {
    const [dx, dy] = [x - left, y - top];
    if (dx < -1 || dy < -1 || dx > 7 || dy > 7) continue;
    const ring = Math.max(Math.abs(dx - 3), Math.abs(dy - 3));
    return ring === 3 || ring <= 1;
  }
  return null;
};

const squares = Array.from(
  { length: size * size },
  (_, index) => [index % size, Math.floor(index / size)] as const,
)
  .filter(([x, y]) => corner(x, y) ?? (x * 7 + y * 13 + x * y * 3) % 5 < 2)
  .map(([x, y]) => `M${x + 4} ${y + 4}h1v1h-1z`)
  .join('');

const svg = [
  '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 37 37">',
  `<path fill="#fff" d="M0 0h37v37H0z"/><path d="${squares}"/></svg>`,
].join('');

export const pattern = `data:image/svg+xml,${encodeURIComponent(svg)}`;
