import fc from 'fast-check'

/** For property tests: any UTF-16 at all, lone surrogates, controls and marks included, Latin letters more often. */
export const anyText = fc
  .array(fc.oneof(fc.integer({ min: 0x20, max: 0x17f }), fc.integer({ min: 0, max: 0xffff })), {
    maxLength: 60,
  })
  .map((units) => String.fromCharCode(...units))
