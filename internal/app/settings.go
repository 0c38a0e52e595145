package app

import (
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"time"

	"go.uber.org/zap"

	"hotline12345/internal/document"
	"hotline12345/internal/phone"
	"hotline12345/internal/speech"
	"hotline12345/ivr"
)

// DocumentFonts returns the fonts of documents; no file is read before the first
// document is drawn.
func (s Settings) DocumentFonts() *document.Fonts {
	if len(s.Fonts) == 0 {
		return document.NewFonts(document.DefaultTitleFont, document.DefaultFonts()...)
	}
	return document.NewFonts(s.TitleFont, s.Fonts...)
}

// Settings are all that the environment can set. Every field has a value that
// works on one machine, except the two secrets.
type Settings struct {
	HTTPAddr    string `env:"HOTLINE_HTTP_ADDR" envDefault:"127.0.0.1:8080"`
	TLSCert     string `env:"HOTLINE_TLS_CERT"`
	TLSKey      string `env:"HOTLINE_TLS_KEY"`
	DatabaseURL string `env:"HOTLINE_DATABASE_URL"`
	ARIURL      string `env:"HOTLINE_ARI_URL" envDefault:"http://127.0.0.1:8088/ari"`
	ARIUser     string `env:"HOTLINE_ARI_USER" envDefault:"hotline"`
	ARIPassword string `env:"HOTLINE_ARI_PASSWORD"`
	// AMIAddr and AMIPassword are the watchdog's second way into Asterisk; without a
	// password it has none.
	AMIAddr     string `env:"HOTLINE_AMI_ADDR" envDefault:"127.0.0.1:5038"`
	AMIPassword string `env:"HOTLINE_AMI_PASSWORD"`
	// DeadAfter is how long the service shows no sign of life before the watchdog hands its
	// calls to the dialplan's fallback.
	DeadAfter time.Duration `env:"HOTLINE_DEAD_AFTER" envDefault:"20s"`
	// MessagesDir is where the dialplan's fallback leaves its notes and messages, as
	// this program sees it.
	MessagesDir       string `env:"HOTLINE_MESSAGES_DIR" envDefault:"/var/lib/hotline/asterisk/spool/messages"`
	DataDir           string `env:"HOTLINE_DATA_DIR" envDefault:"data"`
	SoundsDir         string `env:"HOTLINE_SOUNDS_DIR"`
	AsteriskSoundsDir string `env:"HOTLINE_ASTERISK_SOUNDS_DIR"`
	RelayAddr         string `env:"HOTLINE_RELAY_ADDR" envDefault:"127.0.0.1:4000"`
	MediaAddr         string `env:"HOTLINE_MEDIA_ADDR" envDefault:"0.0.0.0:30000"`
	PublicIP          string `env:"HOTLINE_PUBLIC_IP"`
	// HeadsetLimit is how long a browser may give no sign of life before its connection is
	// given up; a page that comes back then makes a new one.
	HeadsetLimit time.Duration `env:"HOTLINE_HEADSET_LIMIT" envDefault:"15s"`
	Trunk        string        `env:"HOTLINE_TRUNK" envDefault:"trunk"`
	MainNumber   string        `env:"HOTLINE_NUMBER" envDefault:"12345"`
	// City is the city's name in prompts and on pages, in simplified and traditional
	// characters, in English, and as tone-numbered pinyin for the Mandarin voice ("qing1
	// chuan1 shi4"; empty: the usual reading).
	City            string `env:"HOTLINE_CITY"`
	CityTraditional string `env:"HOTLINE_CITY_TRADITIONAL"`
	CityEnglish     string `env:"HOTLINE_CITY_ENGLISH"`
	CityPinyin      string `env:"HOTLINE_CITY_PINYIN"`
	// PromptsDir has a city's own languages, texts and readings, file by file over the shipped;
	// the folder need not exist.
	PromptsDir string `env:"HOTLINE_PROMPTS_DIR"`
	// SpeechEngines are the speech engines by language, "zh=http://10.0.0.5:5002/speak;
	// yue=exec:/opt/say {language}"; one that is not named is spoken by espeak-ng.
	// SpeechPatience is how long one may take for a sentence.
	SpeechEngines  string        `env:"HOTLINE_SPEECH"`
	SpeechPatience time.Duration `env:"HOTLINE_SPEECH_PATIENCE" envDefault:"5s"`
	// AreaCode is the city's, with its 0 (0757): local numbers get it.
	AreaCode string `env:"HOTLINE_AREA_CODE"`
	// Withheld is what becomes of a number that a caller withholds: "keep" stores it for
	// emergencies, shown to nobody but on record; "drop" forgets it.
	Withheld string `env:"HOTLINE_WITHHELD" envDefault:"keep"`
	// Fonts are TrueType files for documents in the order of preference, TitleFont
	// a bold one; Debian's fonts-lxgw-wenkai, fonts-hanazono and fonts-babelstone-han if none.
	Fonts     []string `env:"HOTLINE_FONTS"`
	TitleFont string   `env:"HOTLINE_TITLE_FONT"`
	// Address stands in the letterhead of documents.
	Address string `env:"HOTLINE_ADDRESS"`
	// WebhookNetworks are inner networks ("10.1.0.0/16") that webhooks may lead to.
	WebhookNetworks []string `env:"HOTLINE_WEBHOOK_NETWORKS"`
	// SMTPAddr is the mail server for reminders, as host:port; empty: none is mailed. SMTPTLS
	// is starttls, tls or none.
	SMTPAddr     string `env:"HOTLINE_SMTP_ADDR"`
	SMTPUser     string `env:"HOTLINE_SMTP_USER"`
	SMTPPassword string `env:"HOTLINE_SMTP_PASSWORD"`
	SMTPFrom     string `env:"HOTLINE_SMTP_FROM"`
	SMTPTLS      string `env:"HOTLINE_SMTP_TLS" envDefault:"starttls"`
	// PublicURL is where people open the pages ("https://12345.example.org"): mails lead there.
	PublicURL string `env:"HOTLINE_PUBLIC_URL"`
	// OIDCIssuer is the organisation's identity provider ("https://id.example.org/realms/city");
	// empty: people sign in with passwords alone. OIDCClaim of its id token is the login.
	OIDCIssuer       string `env:"HOTLINE_OIDC_ISSUER"`
	OIDCClientID     string `env:"HOTLINE_OIDC_CLIENT_ID"`
	OIDCClientSecret string `env:"HOTLINE_OIDC_CLIENT_SECRET"`
	OIDCClaim        string `env:"HOTLINE_OIDC_CLAIM" envDefault:"preferred_username"`
	// TrustedProxies are networks ("10.1.0.0/16") or addresses of reverse proxies
	// whose X-Forwarded-For is believed.
	TrustedProxies []string `env:"HOTLINE_TRUSTED_PROXIES"`
	Log            string   `env:"HOTLINE_LOG" envDefault:"info"`
	// Idle is after how long without a touch of a page it asks for the password
	// again; 0 is never.
	Idle time.Duration `env:"HOTLINE_IDLE" envDefault:"30m"`
	// JournalKeep is how long the journal's files stay after PostgreSQL has them, so that
	// a database which was put back to an earlier day is caught up.
	JournalKeep time.Duration `env:"HOTLINE_JOURNAL_KEEP" envDefault:"168h"`
	// SecondFactor are the roles that need a second factor; PasswordDays is after how many
	// days a password has to be changed, 0 is never.
	SecondFactor []string `env:"HOTLINE_SECOND_FACTOR"`
	PasswordDays int      `env:"HOTLINE_PASSWORD_DAYS" envDefault:"0"`
	// Keep… are months after which data goes at night; 0 is never.
	KeepRecordings          int `env:"HOTLINE_KEEP_RECORDINGS" envDefault:"24"`
	KeepComplaintRecordings int `env:"HOTLINE_KEEP_COMPLAINT_RECORDINGS" envDefault:"60"`
	KeepJournal             int `env:"HOTLINE_KEEP_JOURNAL" envDefault:"36"`
	KeepAccessLog           int `env:"HOTLINE_KEEP_ACCESS_LOG" envDefault:"36"`
	// Revisit… are the rules of revisits by telephone: the time of day at which citizens are called,
	// how many calls may reach nobody, and how many may be under way at a time.
	RevisitHours string `env:"HOTLINE_REVISIT_HOURS" envDefault:"09:00-20:00"`
	RevisitTries int    `env:"HOTLINE_REVISIT_TRIES" envDefault:"3"`
	RevisitLines int    `env:"HOTLINE_REVISIT_LINES" envDefault:"2"`
	// TestClock is a file with a duration ("192h") by which the clock of tickets
	// runs ahead: for tests and for training, never in service.
	TestClock     string   `env:"HOTLINE_TEST_CLOCK"`
	BarredNumbers []string `env:"HOTLINE_BARRED" envDefault:"110,112,119,120,122,911,999"`
}

// ReadSettings reads the settings from the environment and, where it is silent, from the file
// that hotline setup wrote.
func ReadSettings() (Settings, error) {
	var s Settings
	if err := parse(&s); err != nil {
		return s, err
	}
	if s.Idle < 0 {
		return s, fmt.Errorf("read settings: HOTLINE_IDLE is %v: a time such as 30m, or 0 for never", s.Idle)
	}
	if s.HeadsetLimit < 6*time.Second {
		return s, fmt.Errorf("read settings: HOTLINE_HEADSET_LIMIT is %v: 6s or longer, as browsers give a sign of life every 2.5 s", s.HeadsetLimit)
	}
	if s.AreaCode != "" && !phone.IsAreaCode(s.AreaCode) {
		return s, fmt.Errorf("read settings: HOTLINE_AREA_CODE is %q: an area code with its 0, such as 0757, or nothing", s.AreaCode)
	}
	if s.Withheld != "keep" && s.Withheld != "drop" {
		return s, fmt.Errorf("read settings: HOTLINE_WITHHELD is %q: keep or drop", s.Withheld)
	}
	if s.DeadAfter < leastDead {
		return s, fmt.Errorf("read settings: HOTLINE_DEAD_AFTER is %v: a time such as 20s, at least %v", s.DeadAfter, leastDead)
	}
	if s.JournalKeep < 0 {
		return s, fmt.Errorf("read settings: HOTLINE_JOURNAL_KEEP is %v: a time such as 168h, or 0 to keep nothing longer than needed", s.JournalKeep)
	}
	if err := s.checkPolicy(); err != nil {
		return s, err
	}
	if err := s.checkIdentity(); err != nil {
		return s, err
	}
	if err := s.checkPeriods(); err != nil {
		return s, err
	}
	if err := s.checkRevisits(); err != nil {
		return s, err
	}
	if s.SoundsDir == "" {
		s.SoundsDir = filepath.Join(s.DataDir, "sounds")
	}
	if s.PromptsDir == "" {
		s.PromptsDir = filepath.Join(s.DataDir, "prompts")
	}
	if s.AsteriskSoundsDir == "" {
		s.AsteriskSoundsDir = s.SoundsDir
	}
	if s.CityTraditional == "" {
		s.CityTraditional = s.City
	}
	return s, nil
}

// leastDead is below what no service that is only slow may be taken for dead.
const leastDead = 5 * time.Second

// OpenSounds opens the prompts as the settings say; report is told of what callers hear worse
// than they should.
func (s Settings) OpenSounds(report func(string, error)) (*speech.Store, error) {
	engines, err := speech.ParseEngines(s.SpeechEngines)
	if err != nil {
		return nil, fmt.Errorf("HOTLINE_SPEECH: %w", err)
	}
	return speech.Open(s.SoundsDir, speech.Config{
		City: speech.City{Reading: s.CityPinyin, Names: map[ivr.Language]string{
			"": s.City, ivr.Cantonese: s.CityTraditional, ivr.English: s.CityEnglish}},
		Own: s.PromptsDir, State: filepath.Join(s.DataDir, "speech"), Engines: engines, Patience: s.SpeechPatience, Report: report,
	})
}

// Plan returns the city's numbering.
func (s Settings) Plan() phone.Plan { return phone.Plan{Area: s.AreaCode} }

// HeartbeatFile is where the service writes that it lives, for the watchdog.
func (s Settings) HeartbeatFile() string { return filepath.Join(s.DataDir, "heartbeat") }

func (s Settings) JournalDir() string { return filepath.Join(s.DataDir, "journal") }

func (s Settings) recordingsDir() string { return filepath.Join(s.DataDir, "recordings") }

// RecordingDir is Asterisk's folder of recordings, beside that of the fallback's messages: what a
// menu has recorded lies there until it is a ticket.
func (s Settings) RecordingDir() string {
	return filepath.Join(filepath.Dir(s.MessagesDir), "recording")
}

func (s Settings) filesDir() string { return filepath.Join(s.DataDir, "files") }

func (s Settings) sessionsDir() string { return filepath.Join(s.DataDir, "sessions") }

// alarmsFile is where what was wrong is kept over a restart, also while the database is away.
func (s Settings) alarmsFile() string { return filepath.Join(s.DataDir, "alarm-list.json") }

func (s Settings) spoolDir() string { return filepath.Join(s.DataDir, "spool") }

// ticketClock is the clock that tickets go by: the real one, or in tests and
// training one that runs ahead by what a file holds at that moment.
func ticketClock(file string, log *zap.Logger) func() time.Time {
	if file == "" {
		return nil
	}
	log.Warn("the clock of tickets is moved by a file; this must not be so in service", zap.String("file", file))
	return func() time.Time {
		raw, err := os.ReadFile(file)
		if err != nil {
			return time.Now()
		}
		ahead, err := time.ParseDuration(strings.TrimSpace(string(raw)))
		if err != nil {
			return time.Now()
		}
		return time.Now().Add(ahead)
	}
}
