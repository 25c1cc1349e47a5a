/** Words that give away what is a secret though nobody has listed it, as part of a pattern that takes no heed of capitals. */
export const SECRET_WORDS = 'token|password|passcode|passphrase|secret|private_?key|api_?key';
