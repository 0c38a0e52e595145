package web

import "testing"

func TestASubCentrePreviewsTheCity(t *testing.T) {
	t.Parallel()
	o := newOffice(t)
	admin := o.as(t, "administrator")
	first := added(admin, "qu.admin", "A-00", "administrator")
	b := o.browser(t)
	b.do("POST", "/api/session", signInBody("qu.admin", first)).want(200, "")
	b.do("PUT", "/api/session/password", `{"new":"海滨路上的路灯亮了2026"}`).want(200, "")
	b.do("POST", "/api/rules", `{"note":"x","options":{"seed_rules":true,"closing":1020}}`)
	b.do("POST", "/api/rules/preview", `{"note":"x","options":{"seed_rules":true,"closing":1020}}`).want(403, "whole_city_only")
}
