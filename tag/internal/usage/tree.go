package usage

import (
	"slices"
	"strings"
)

// A node is a member of a document that somebody wants to know about, or one
// that leads to such members. Arrays are transparent: the members of their
// elements are those of the array.
type node struct {
	key      string
	children []*node
	take     take
	slot     slot
	open     func(*Reader) // an array begins
	close    func(*Reader) // an object, such as an element of the array, ends
}

// take says what is done with a value.
type take uint8

const (
	takeNothing  take = iota
	takeNumber        // the last one is kept
	takeSum           // all are added up
	takeText          // the last one is kept, if it is short
	takePresent       // something that is not empty sets Reader.content
	takeElements      // the elements of the array are counted
	takeTrue          // whether it is true sets Reader.done
	takeBytes         // the string goes to Reader.inner, decoded from base64
)

// child returns the wanted member of that name, or nil.
func (n *node) child(key []byte) *node {
	if n == nil {
		return nil
	}
	for _, c := range n.children {
		if string(key) == c.key {
			return c
		}
	}
	return nil
}

// A member is a wanted value of a format, by its path from the root, such as
// "choices.delta.content".
type member struct {
	path  string
	take  take
	slot  slot
	open  func(*Reader)
	close func(*Reader)
}

// tree makes the tree of some members.
func tree(members ...member) *node {
	root := &node{}
	for _, m := range members {
		n := root
		for key := range strings.SplitSeq(m.path, ".") {
			i := slices.IndexFunc(n.children, func(c *node) bool { return c.key == key })
			if i < 0 {
				i = len(n.children)
				n.children = append(n.children, &node{key: key})
			}
			n = n.children[i]
		}
		if m.take != takeNothing {
			n.take, n.slot = m.take, m.slot
		}
		if m.open != nil {
			n.open = m.open
		}
		if m.close != nil {
			n.close = m.close
		}
	}
	return root
}
