package app

import (
	"fmt"
	"io"
	"os"

	"go.uber.org/zap"
	"go.uber.org/zap/zapcore"

	"hotline12345/internal/redact"
	"hotline12345/internal/trouble"
)

// newLogger returns the service's only logger: it writes JSON to stderr, a line an event.
func newLogger(level string) (*zap.Logger, error) { return loggerTo(os.Stderr, level) }

// loggerTo returns a logger that writes to out. Telephone numbers do not belong into a log:
// whatever a library or Asterisk puts into its error, they are masked here. Calls are named by
// their ids.
func loggerTo(out io.Writer, level string) (*zap.Logger, error) {
	l, err := zap.ParseAtomicLevel(level)
	if err != nil {
		return nil, fmt.Errorf("HOTLINE_LOG: %w", err)
	}
	sink := zapcore.Lock(zapcore.AddSync(redact.Writer(out)))
	core := zapcore.NewCore(zapcore.NewJSONEncoder(zap.NewProductionEncoderConfig()), sink, l)
	return zap.New(core, zap.AddStacktrace(zap.ErrorLevel), zap.ErrorOutput(sink)), nil
}

// doAbout is the field of a line that says what to do about an error; none if that is not known.
func doAbout(err error) zap.Field {
	if do := trouble.Advice(err, ""); do != "" {
		return zap.String("do", do)
	}
	return zap.Skip()
}
