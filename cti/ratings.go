package cti

// RatingCount is how callers rated the talks of a day, a queue, a language or an agent.
type RatingCount struct {
	// Of is the day ("2026-11-29"), the queue, the language or the agent's number.
	Of string `json:"of"`
	// Talks are the calls that an agent answered, Rated those of them that were rated.
	Talks int `json:"talks"`
	Rated int `json:"rated"`
	// Scores count the ratings from 1, very satisfied, to 5, very dissatisfied; those of another scale
	// by where they stand between its ends.
	Scores []int `json:"scores" nullable:"false"`
}

// RatingsBy is what ratings are counted by.
type RatingsBy string

// What ratings are counted by.
const (
	RatingsByDay      RatingsBy = "day"
	RatingsByQueue    RatingsBy = "queue"
	RatingsByLanguage RatingsBy = "language"
	RatingsByAgent    RatingsBy = "agent"
)

// QuestionService is the survey's question after a talk, as flows name it.
const QuestionService = "service"
