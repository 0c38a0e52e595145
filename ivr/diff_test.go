package ivr_test

import (
	"encoding/json"
	"testing"
	"time"

	"hotline12345/ivr"
)

func TestTheDifferenceOfTwoFlows(t *testing.T) {
	t.Parallel()
	older := ivr.Flow{ID: "f", Version: "1", Start: "menu", Nodes: tree()}
	newer := ivr.Flow{ID: "f", Version: "2", Start: "start", Entries: map[ivr.Entry]ivr.NodeID{ivr.EntrySurvey: "bye"}, Nodes: tree()}
	menu := newer.Nodes["start"].(ivr.Menu)
	menu.Keys = map[string]ivr.NodeID{"0": "line", "1": "line", "5": "fax", "9": "start", "2": "sub", "8": "typhoon"}
	menu.InputTimeout, menu.Direct = 5*time.Second, "bye"
	newer.Nodes["start"] = menu
	newer.Nodes["fax"] = ivr.Goodbye{Prompts: []string{"fax_later"}}
	newer.Nodes["typhoon"] = line
	newer.Nodes["zz"] = line
	delete(newer.Nodes, "complaint")
	delete(newer.Nodes, "bye")

	raw, err := json.MarshalIndent(ivr.Diff(&older, &newer), "", " ")
	if err != nil {
		t.Fatal(err)
	}
	const want = `{
 "added": [
  "typhoon",
  "zz"
 ],
 "removed": [
  "bye",
  "complaint"
 ],
 "changed": [
  {
   "node": "fax",
   "fields": [
    {
     "field": "kind",
     "old": "say",
     "new": "goodbye"
    },
    {
     "field": "next",
     "old": "line",
     "new": null
    }
   ],
   "edges": [
    {
     "field": "next",
     "old": "line"
    }
   ]
  },
  {
   "node": "start",
   "fields": [
    {
     "field": "direct",
     "old": null,
     "new": "bye"
    },
    {
     "field": "input_timeout",
     "old": 4000000000,
     "new": 5000000000
    },
    {
     "field": "keys",
     "old": {
      "#": "bye",
      "0": "line",
      "1": "complaint",
      "2": "sub",
      "5": "fax",
      "9": "start"
     },
     "new": {
      "0": "line",
      "1": "line",
      "2": "sub",
      "5": "fax",
      "8": "typhoon",
      "9": "start"
     }
    }
   ],
   "edges": [
    {
     "field": "direct",
     "new": "bye"
    },
    {
     "field": "keys",
     "key": "#",
     "old": "bye"
    },
    {
     "field": "keys",
     "key": "1",
     "old": "complaint",
     "new": "line"
    },
    {
     "field": "keys",
     "key": "8",
     "new": "typhoon"
    }
   ]
  }
 ],
 "flow": [
  {
   "field": "entries",
   "old": null,
   "new": {
    "survey": "bye"
   }
  },
  {
   "field": "start",
   "old": "menu",
   "new": "start"
  }
 ]
}`
	if string(raw) != want {
		t.Errorf("got\n%s", raw)
	}
	if raw, err = json.Marshal(ivr.Diff(&older, &older)); err != nil || string(raw) != "{}" {
		t.Errorf("a flow and itself: %s, error %v", raw, err)
	}
}

func TestTheWaysOutOfANode(t *testing.T) {
	t.Parallel()
	f := ivr.Flow{Nodes: tree()}
	got, err := json.Marshal(f.Edges("sub"))
	const want = `[{"field":"keys","key":"*","to":"start"},{"field":"keys","key":"1","to":"line"},{"field":"fallback","to":"line","idle":true}]`
	if err != nil || string(got) != want {
		t.Errorf("got %s, error %v, want %s", got, err, want)
	}
	if ways := f.Edges("gone"); ways != nil {
		t.Errorf("a node that does not exist leads to %v", ways)
	}
}

func TestAnotherTitleIsADifference(t *testing.T) {
	t.Parallel()
	older := ivr.Flow{ID: "f", Start: "start", Nodes: tree()}
	newer := older
	newer.Titles = map[ivr.NodeID]string{"fax": "传真二"}
	d := ivr.Diff(&older, &newer)
	if len(d.Flow) != 1 || d.Flow[0].Field != "titles" || string(d.Flow[0].New) != `{"fax":"传真二"}` {
		t.Errorf("the difference is %+v", d)
	}
	if d := ivr.Diff(&newer, &newer); len(d.Flow) != 0 {
		t.Errorf("a flow differs from itself: %+v", d)
	}
}
