/** Twelve characters or more, and still among the first that are tried; lower case, digits folded to letters. */
const COMMON = new Set([
  'administrator',
  'adminadminadmin',
  'changemechangeme',
  'correcthorsebatterystaple',
  'iloveyouforever',
  'iloveyousomuch',
  'letmeinletmein',
  'manchesterunited',
  'mypasswordis',
  'passwordpassword',
  'qazwsxedcrfv',
  'qwertyuiopasdfghjkl',
  'qwertyuiopasdfghjklzxcvbnm',
  'supersecretpassword',
  'thisisapassword',
  'trustnotrustno',
  'welcomewelcome',
])

/** Words that carry most of the breached passwords; what is left around them must stand alone. */
const WORDS = /password|passwort|qwerty|qwertz|azerty|letmein|welcome|admin|iloveyou|monkey|dragon/g
const RUNS = 'abcdefghijklmnopqrstuvwxyz01234567890qwertyuiopasdfghjklzxcvbnm'
/** Fewer different characters than this is a pattern, not a password. */
const DISTINCT_MIN = 5
/** What must remain once well-known words and runs are taken out. */
const REST_MIN = 6
const RUN_LENGTH = 4

const unleet = (text: string): string =>
  text.replace(/[013457@$!]/g, (sign) => 'oieastasi'.charAt('013457@$!'.indexOf(sign)))

/** Drops every stretch of four or more characters that follow each other in the alphabet, the digits or a keyboard row. */
function withoutRuns(text: string): string {
  let rest = ''
  for (let at = 0; at < text.length; ) {
    let length = 1
    while (at + length < text.length && RUNS.includes(text.slice(at, at + length + 1))) length += 1
    if (length < RUN_LENGTH) rest += text.charAt(at)
    at += length < RUN_LENGTH ? 1 : length
  }
  return rest
}

/**
 * Whether a password would be among the first guesses: a well-known one, a repeated pattern, or a
 * well-known word or keyboard run with a few characters around it. Works without a network; it is no breach list.
 */
export function isWeakPassword(password: string): boolean {
  const plain = password.toLowerCase()
  if (new Set(plain).size < DISTINCT_MIN) return true
  if (COMMON.has(plain) || COMMON.has(unleet(plain).replace(/[^a-z]/g, ''))) return true
  if (/^(.{1,6})\1+$/.test(plain)) return true
  return [plain, unleet(plain)].some(
    (text) => withoutRuns(text.replace(WORDS, '')).length < REST_MIN,
  )
}
