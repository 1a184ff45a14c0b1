// Counts what passed, and says what did not.

let passed = 0;
let failed = 0;

// One check: `faults` is a list of sentences, empty where all is well.
export function check(name, faults) {
  if (faults.length === 0) {
    passed += 1;
    console.log(`ok    ${name}`);
    return;
  }
  failed += 1;
  console.log(`FAIL  ${name}`);
  for (const fault of faults.slice(0, 20)) console.log(`      ${fault}`);
  if (faults.length > 20) console.log(`      … and ${faults.length - 20} more`);
}

export function close() {
  console.log(`${passed} passed, ${failed} failed`);
  return failed === 0 && passed > 0 ? 0 : 1;
}
