package trouble

// Kind is what went wrong.
type Kind string

// The kinds.
const (
	DatabaseAddress     Kind = "database_address"
	DatabaseRefused     Kind = "database_refused"
	DatabaseName        Kind = "database_name"
	DatabaseSilent      Kind = "database_silent"
	DatabaseBroken      Kind = "database_broken"
	DatabasePassword    Kind = "database_password"
	DatabaseDenied      Kind = "database_denied"
	DatabaseMissing     Kind = "database_missing"
	DatabaseConnections Kind = "database_connections"
	DatabaseStarting    Kind = "database_starting"
	DatabaseStopped     Kind = "database_stopped"
	DatabaseNoTLS       Kind = "database_no_tls"
	DatabaseCertificate Kind = "database_certificate"
	DatabaseSchema      Kind = "database_schema"
	DatabaseNewer       Kind = "database_newer"
	DatabaseRights      Kind = "database_rights"
	DatabaseDisk        Kind = "database_disk"
	DatabaseReadOnly    Kind = "database_read_only"

	ARIAddress     Kind = "ari_address"
	ARIRefused     Kind = "ari_refused"
	ARIName        Kind = "ari_name"
	ARISilent      Kind = "ari_silent"
	ARIBroken      Kind = "ari_broken"
	ARIPassword    Kind = "ari_password"
	ARIRights      Kind = "ari_rights"
	ARIMissing     Kind = "ari_missing"
	ARICertificate Kind = "ari_certificate"
	ARITaken       Kind = "ari_taken"

	ServiceAway   Kind = "service_away"
	ServiceSilent Kind = "service_silent"

	PortTaken   Kind = "port_taken"
	PortRights  Kind = "port_rights"
	PortAddress Kind = "port_address"
	DiskFull    Kind = "disk_full"
	FileRights  Kind = "file_rights"
	Certificate Kind = "certificate"
)

// sentence is how a kind is said. {where} is the address or file.
type sentence struct{ happened, do string }

var sentences = map[Kind]sentence{
	DatabaseAddress: {"HOTLINE_DATABASE_URL is no address of a database",
		"write it as postgres://USER:PASSWORD@HOST:5432/DATABASE; in the password write %40 for @, %3A for :, %2F for / and %25 for %"},
	DatabaseRefused: {"nothing listens for PostgreSQL at {where}",
		"start it (systemctl start postgresql, or docker compose up -d postgres), or correct host and port in HOTLINE_DATABASE_URL"},
	DatabaseName: {"the machine of the database is not known by this name: {where}",
		"correct the host in HOTLINE_DATABASE_URL, or enter it in DNS or /etc/hosts"},
	DatabaseSilent: {"PostgreSQL at {where} did not answer in time",
		"see whether its machine and the network are up, whether a firewall drops what is sent, and whether its disk is full or slow"},
	DatabaseBroken: {"the connection to {where} broke off, or what listens there is no PostgreSQL",
		"look into PostgreSQL's log of this minute; correct host and port in HOTLINE_DATABASE_URL if it is another program's"},
	DatabasePassword: {"PostgreSQL at {where} does not take this user's password",
		"give the user a password (psql, as a database administrator: \\password hotline) and write the same into HOTLINE_DATABASE_URL"},
	DatabaseDenied: {"PostgreSQL at {where} does not let this user in from this machine",
		"create the user (createuser --pwprompt hotline), or allow it in pg_hba.conf (host hotline hotline ADDRESS/32 scram-sha-256) and reload PostgreSQL"},
	DatabaseMissing: {"PostgreSQL at {where} answers, but it has no such database",
		"correct its name in HOTLINE_DATABASE_URL, or make it (createdb --owner hotline hotline) and run hotline migrate, or hotline restore if there was one"},
	DatabaseConnections: {"PostgreSQL at {where} has no connection left",
		"the service needs up to 20: see who holds the others (select usename, application_name, count(*) from pg_stat_activity group by 1, 2), or raise max_connections and restart PostgreSQL"},
	DatabaseStarting: {"PostgreSQL at {where} is starting up, shutting down or recovering",
		"wait a minute; if it lasts, its log says how far it is"},
	DatabaseStopped: {"PostgreSQL ended the connection: it was stopped, or restarts",
		"nothing if you did it; else look into its log, and start it (systemctl start postgresql, or docker compose up -d postgres)"},
	DatabaseNoTLS: {"PostgreSQL at {where} speaks no TLS, which the address asks for",
		"on this machine add ?sslmode=disable to HOTLINE_DATABASE_URL; across a network turn TLS on in postgresql.conf (ssl = on)"},
	DatabaseCertificate: {"the certificate of PostgreSQL at {where} is not believed",
		"name its authority (?sslrootcert=FILE in HOTLINE_DATABASE_URL), use the host name that stands in it, and renew it if it has ended"},
	DatabaseSchema: {"the database has not the tables of this version",
		"run: hotline migrate"},
	DatabaseNewer: {"the database was used by a newer version of this program",
		"start the newer version again; to go back is to restore the backup that was made before the upgrade, into an empty database"},
	DatabaseRights: {"the database user lacks a right",
		"let it own the database (psql, as a database administrator: alter database hotline owner to hotline)"},
	DatabaseDisk: {"PostgreSQL has no room: its disk or memory is full",
		"make room on the database's disk (never by removing files below its data folder), or move it to a larger one; tickets wait on this machine meanwhile"},
	DatabaseReadOnly: {"this PostgreSQL only reads: it is a standby, or was set to read only",
		"let HOTLINE_DATABASE_URL lead to the primary, or promote this one if the primary is gone"},

	ARIAddress: {"HOTLINE_ARI_URL is no address: {where}",
		"write it as http://127.0.0.1:8088/ari"},
	ARIRefused: {"nothing listens for Asterisk's control interface (ARI) at {where}",
		"start Asterisk (systemctl start asterisk, or docker compose up -d asterisk), or compare HOTLINE_ARI_URL with bindaddr and bindport in http.conf"},
	ARIName: {"the machine of Asterisk is not known by this name: {where}",
		"correct the host in HOTLINE_ARI_URL, or enter it in DNS or /etc/hosts"},
	ARISilent: {"Asterisk at {where} takes the connection and does not answer",
		"see whether it hangs (asterisk -C ITS/asterisk.conf -rx 'core show channels'); this machine's own host name must resolve (/etc/hosts); restart Asterisk if it stays so, which ends its calls"},
	ARIBroken: {"the connection to Asterisk at {where} broke off, or what listens there speaks no HTTP",
		"look whether Asterisk restarts (its log), and whether HOTLINE_ARI_URL has the port of http.conf, not that of SIP"},
	ARIPassword: {"Asterisk at {where} does not take this user and password",
		"compare HOTLINE_ARI_USER and HOTLINE_ARI_PASSWORD with ari.conf; hotline asterisk-config writes it anew, then load it (asterisk -C ITS/asterisk.conf -rx 'module reload res_ari')"},
	ARIRights: {"Asterisk at {where} lets this user read, but not command",
		"set read_only = no for the user in ari.conf, then load it (asterisk -C ITS/asterisk.conf -rx 'module reload res_ari')"},
	ARIMissing: {"a web server answers at {where}, but it is not Asterisk's control interface (ARI)",
		"HOTLINE_ARI_URL must have Asterisk's port and end with /ari (and the prefix of http.conf, if there is one); asterisk -C ITS/asterisk.conf -rx 'ari show status' tells whether ARI is on"},
	ARICertificate: {"the certificate of Asterisk at {where} is not believed",
		"use http on this machine; across machines, let this one trust the certificate's authority and use the name that stands in it"},
	ARITaken: {"another hotline service has taken over Asterisk's application",
		"let one service run, not two: stop this one or the other (ps -C hotline -f, on each machine that may reach this Asterisk)"},

	ServiceAway: {"no hotline service answers at {where}",
		"start it (systemctl start hotline, or docker compose up -d hotline); if it ends at once, its log says why; HOTLINE_HTTP_ADDR must be the same for both"},
	ServiceSilent: {"the hotline service at {where} does not answer in time",
		"look into its log and at the machine's load (top); restart it if it stays so: calls stay up in Asterisk"},

	PortTaken: {"another program uses {where} already",
		"see which (ss -lntup): if it is a hotline service that runs already, there is nothing to do; else stop it, or choose another address"},
	PortRights: {"this user may not open {where}: ports below 1024 belong to root",
		"choose a higher port, or allow it: AmbientCapabilities=CAP_NET_BIND_SERVICE in the systemd unit"},
	PortAddress: {"this machine has no such address: {where}",
		"use one that `ip addr` shows, or 0.0.0.0 for all"},
	Certificate: {"the certificate or its key cannot be used: {where}",
		"HOTLINE_TLS_CERT is the certificate with those of its authority behind it, HOTLINE_TLS_KEY its own key, both PEM files that the service's user can read; without them the pages are http, which gives no microphone to other machines"},
	DiskFull: {"there is no room on the disk of {where}",
		"make room, or move the folder to a larger disk; hotline doctor says how much is free. Calls go on"},
	FileRights: {"this user may not use {where}",
		"run the command as the service's user, or give that user the folder: chown -R hotline: FOLDER"},
}
