// @ts-check
/**
 * A ballot's serial: digits with a Luhn check digit at the end, as the desk reads it (consult/domain/serial.py). In the
 * sheet's code the name of its grid and a slash stand before it.
 */

/** @param {string} typed @returns {string | null} the serial meant; null when a digit is wrong or missing */
export function readSerial(typed) {
  const folded = typed.slice(typed.lastIndexOf("/") + 1).normalize("NFKC").replace(/[\s\-–—_.]/g, "").replace(/[oO]/g, "0").replace(/[iIlL]/g, "1");
  if (!/^[0-9]{5,12}$/.test(folded)) return null;
  return checkDigit(folded.slice(0, -1)) === folded.slice(-1) ? folded : null;
}

/** @param {string} digits */
function checkDigit(digits) {
  const total = [...digits].reverse().reduce((sum, digit, place) => {
    const value = place % 2 === 0 ? 2 * Number(digit) : Number(digit);
    return sum + (value > 9 ? value - 9 : value);
  }, 0);
  return String((10 - (total % 10)) % 10);
}
