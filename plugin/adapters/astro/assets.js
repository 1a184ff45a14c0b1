// The files that pages of Tearsheet's own template ask for, as pages of Astro.

import tearsheetPipe from 'tearsheet-pipe';

// Options: those of tearsheet-pipe, as the loader has them.
export function tearsheetAssets(options = {}) {
  return {
    async getStaticPaths() {
      const pipe = tearsheetPipe.pipeFor(options);
      await pipe.open();
      const { assets } = await pipe.ask('assets');
      return assets.map(({ path, bytes }) => ({ params: { name: path.replace(/^assets\//, '') }, props: { bytes } }));
    },
    GET: ({ props }) => new Response(Buffer.from(props.bytes, 'base64')),
  };
}
