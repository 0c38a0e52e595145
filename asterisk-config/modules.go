package asteriskconfig

var modules = []string{
	// Storage of SIP objects.
	"res_sorcery_config", "res_sorcery_memory", "res_sorcery_astdb", "res_sorcery_memory_cache", "res_sorcery_realtime",
	// SIP.
	"res_pjproject", "res_pjsip", "res_pjsip_session", "res_pjsip_pubsub", "res_pjsip_sdp_rtp", "res_pjsip_caller_id",
	"res_pjsip_endpoint_identifier_ip", "res_pjsip_nat", "res_pjsip_rfc3326",
	"res_pjsip_authenticator_digest", "res_pjsip_outbound_authenticator_digest",
	"res_pjsip_outbound_registration", "res_pjsip_header_funcs", "res_pjsip_dtmf_info", "res_pjsip_logger",
	// Answers to what comes within a call: without them the other side waits, and ends it.
	"res_pjsip_dlg_options", "res_pjsip_empty_info", "res_pjsip_messaging", "res_pjsip_refer", "res_pjsip_t38",
	"chan_pjsip",
	// Media.
	"res_timing_timerfd", "res_rtp_asterisk", "res_rtp_multicast", "chan_rtp", "codec_alaw", "codec_ulaw", "format_pcm", "format_wav",
	"res_musiconhold", "bridge_simple", "bridge_native_rtp", "bridge_softmix", "bridge_holding",
	// ARI.
	"res_http_websocket", "res_websocket_client", "res_stasis", "res_stasis_answer", "res_stasis_playback", "res_stasis_recording",
	"res_stasis_snoop", "res_stasis_device_state", "res_ari_model", "res_ari", "res_ari_applications", "res_ari_asterisk",
	"res_ari_bridges", "res_ari_channels", "res_ari_endpoints", "res_ari_events", "res_ari_playbacks",
	"res_ari_recordings", "res_ari_sounds", "app_stasis",
	// Dialplan: the fallback.
	"pbx_config", "app_playback", "app_dial", "app_record", "app_playtones", "app_verbose",
	"func_channel", "func_callerid", "func_cut", "func_env", "func_logic", "func_strings", "func_timeout", "func_uri",
}
