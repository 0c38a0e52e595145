// Package tokenizer finds the words of Chinese texts for the search: those of a
// dictionary, and every two characters that stand together, so that also what no
// dictionary knows is found.
package tokenizer
