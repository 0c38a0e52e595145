// Package speech turns prompts into sound files: words with their numbers as
// each language reads them, a voice, a level that is the same for all prompts,
// A-law. Files are named for their content and made once.
package speech
