package promptapi

import (
	"context"
	"io"
	"net/http"
	"strings"
	"time"

	"github.com/danielgtaylor/huma/v2"
	"github.com/danielgtaylor/huma/v2/adapters/humago"

	"hotline12345/internal/web/httpapi"
	"hotline12345/ivr"
	"hotline12345/ivr/prompts"
)

const (
	xlsxType = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
	// uploadLimit is how long a recording may take to arrive.
	uploadLimit = 5 * time.Minute
)

// PreviewBody is a text that is being edited, with values to hear it with.
type PreviewBody struct {
	Forms prompts.Forms     `json:"forms" doc:"none: what callers hear now, a recording too"`
	Args  map[string]string `json:"args,omitempty" doc:"values by name; none: one of each kind"`
}

type previewRequest struct {
	PromptPath
	Body PreviewBody
}

// PromptPreview is what a caller would hear.
type PromptPreview struct {
	Words   string  `json:"words" doc:"what is said, with values and numbers in words"`
	Seconds float64 `json:"seconds"`
	Level   float64 `json:"level" doc:"active speech level in dBov"`
	WAV     []byte  `json:"wav" doc:"the sound itself"`
	Instead bool    `json:"instead,omitempty" doc:"the engine does not speak: this is the last good sound, or another voice"`
}

func previewOf(h prompts.Heard) PromptPreview {
	return PromptPreview{h.Words, h.Seconds, h.Level, h.WAV, h.Instead}
}

type previewReply struct{ Body PromptPreview }

func (h handlers) preview(ctx context.Context, in *previewRequest) (*previewReply, error) {
	heard, err := h.prompts.Listen(ctx, ivr.Prompt{ID: in.Key, Language: in.Language, Args: in.Body.Args}, in.Body.Forms)
	return &previewReply{previewOf(heard)}, err
}

// WordsBody is a text that is being edited, with values to try it with.
type WordsBody struct {
	Forms  prompts.Forms       `json:"forms" doc:"none: the text of now"`
	Values []map[string]string `json:"values" minItems:"1" maxItems:"20" doc:"values by name; those left out are one of their kind"`
}

type wordsRequest struct {
	PromptPath
	Body WordsBody
}

// PromptWords are what is said with each of the values.
type PromptWords struct {
	Words []string `json:"words" nullable:"false"`
}

type wordsReply struct{ Body PromptWords }

func (h handlers) words(_ context.Context, in *wordsRequest) (*wordsReply, error) {
	list, err := h.prompts.Words(ivr.Prompt{ID: in.Key, Language: in.Language}, in.Body.Forms, in.Body.Values)
	return &wordsReply{PromptWords{list}}, err
}

type soundRequest struct {
	PromptPath
	Args []string `query:"arg,explode" maxItems:"10" doc:"a value with its name: n:3"`
}

type soundReply struct {
	Type string `header:"Content-Type"`
	Body []byte
}

func (h handlers) sound(ctx context.Context, in *soundRequest) (*soundReply, error) {
	args := map[string]string{}
	for _, a := range in.Args {
		name, value, _ := strings.Cut(a, ":")
		args[name] = value
	}
	heard, err := h.prompts.Listen(ctx, ivr.Prompt{ID: in.Key, Language: in.Language, Args: args}, nil)
	return &soundReply{"audio/wav", heard.WAV}, err
}

// Upload is a recording as it comes. What is too large is refused before it is read.
type Upload struct {
	Name string `query:"name" required:"true" maxLength:"1000" doc:"the file's name"`

	body io.Reader
	size int64 // -1 where the sender sends no length
}

// Resolve implements huma.Resolver.
func (u *Upload) Resolve(ctx huma.Context) []error {
	r, w := humago.Unwrap(ctx)
	_ = http.NewResponseController(w).SetReadDeadline(time.Now().Add(uploadLimit)) // a test's recorder has none
	_ = http.NewResponseController(w).SetWriteDeadline(time.Now().Add(uploadLimit + httpapi.WriteLimit))
	u.body, u.size = r.Body, r.ContentLength
	return nil
}

func (u *Upload) read() ([]byte, error) {
	if u.size > prompts.MaxUpload {
		return nil, tooLarge()
	}
	raw, err := io.ReadAll(io.LimitReader(u.body, prompts.MaxUpload+1))
	if err != nil {
		return nil, httpapi.NewProblem(http.StatusBadRequest, "upload_broken", "the upload broke off; nothing was kept; send it again")
	}
	if len(raw) > prompts.MaxUpload {
		return nil, tooLarge()
	}
	return raw, nil
}

func tooLarge() *httpapi.Problem {
	return httpapi.NewProblem(http.StatusRequestEntityTooLarge, "recording_too_large", "at most 30 MB; save it as MP3, or in mono")
}

type recordRequest struct {
	PromptPath
	Rev int `query:"rev" required:"true" minimum:"0"`
	Upload
}

type outcomeReply struct{ Body prompts.RecordingOutcome }

func (h handlers) record(ctx context.Context, in *recordRequest) (*outcomeReply, error) {
	raw, err := in.read()
	if err != nil {
		return nil, err
	}
	out, err := h.prompts.Record(ctx, editorOf(ctx), in.Key, in.Language, in.Name, raw, in.Rev)
	return &outcomeReply{out}, err
}

type importRequest struct{ Upload }

func (h handlers) importRecording(ctx context.Context, in *importRequest) (*outcomeReply, error) {
	raw, err := in.read()
	if err != nil {
		return nil, err
	}
	out, err := h.prompts.Import(ctx, editorOf(ctx), in.Name, raw)
	return &outcomeReply{out}, err
}

type scriptRequest struct {
	Languages []string `query:"language,explode" maxItems:"20" doc:"none: all"`
	Missing   bool     `query:"missing" doc:"only what was not recorded yet"`
}

type scriptReply struct {
	Type        string `header:"Content-Type"`
	Disposition string `header:"Content-Disposition"`
	Body        []byte
}

func (h handlers) script(_ context.Context, in *scriptRequest) (*scriptReply, error) {
	var languages []ivr.Language
	for _, l := range in.Languages {
		languages = append(languages, ivr.Language(l))
	}
	var rows [][]string
	for _, r := range h.prompts.Script(languages, in.Missing) {
		rows = append(rows, []string{r.File, r.Language, r.Text, r.Where, r.State, r.Key})
	}
	// The headings are in both languages: the artist's is not known.
	book, err := h.sheets.Write("录音脚本 Script", []string{"文件名 File", "语种 Language", "文字 Text", "用在 Heard in", "状态 State", "编号 Key"}, rows)
	return &scriptReply{xlsxType, `attachment; filename="script.xlsx"`, book}, err
}
