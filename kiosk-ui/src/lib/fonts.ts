// SPDX-License-Identifier: MPL-2.0
/** A screen that waits longer for its letters than this shows others. */
const longestWait = 3_000;

const wanted = ['400', '600'].map((weight) => `${weight} 1em "IBM Plex Sans"`);

/** Until the letters of the first page are here: a text that changes its font moves what stands around it. */
export async function fontsLoaded(fonts: Pick<FontFaceSet, 'load'>, wait = longestWait): Promise<void> {
  const loaded = Promise.allSettled(wanted.map((font) => fonts.load(font)));
  let timer: ReturnType<typeof setTimeout> | undefined;
  const late = new Promise((resolve) => (timer = setTimeout(resolve, wait)));
  await Promise.race([loaded, late]);
  clearTimeout(timer);
}
