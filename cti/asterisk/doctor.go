package asterisk

import (
	"context"
	"errors"
	"fmt"
	"net/http"
	"net/url"

	"github.com/CyCoreSystems/ari/v5"
)

// Check asks Asterisk whether we may use it and whether it is fit for us. The
// reply names its version.
func (c *Client) Check(ctx context.Context) (version string, err error) {
	var info ari.AsteriskInfo
	if err := c.request(ctx, http.MethodGet, "/asterisk/info", nil, nil, &info); err != nil {
		return "", c.notARI(err)
	}
	if info.SystemInfo.Version == "" {
		return "", c.notARI(errors.New("the reply names no version of Asterisk"))
	}
	return info.SystemInfo.Version, nil
}

// CheckTrunk asks for the state of a trunk: "online" when the carrier answers.
func (c *Client) CheckTrunk(ctx context.Context, trunk string) (state string, err error) {
	var e ari.EndpointData
	if err := c.request(ctx, http.MethodGet, "/endpoints/PJSIP/"+url.PathEscape(trunk), nil, nil, &e); err != nil {
		return "", err
	}
	return e.State, nil
}

// CheckRights tries what the service needs beyond reading: it creates a bridge and
// removes it.
func (c *Client) CheckRights(ctx context.Context) error {
	const id = "hotline-doctor"
	if err := c.request(ctx, http.MethodPost, "/bridges/"+id, url.Values{"type": {"mixing"}}, nil, nil); err != nil {
		return fmt.Errorf("the ARI user may not create a bridge: %w", err)
	}
	return c.request(ctx, http.MethodDelete, "/bridges/"+id, nil, nil, nil)
}
