"""WordprocessingML below the Document: parts, anchors, numbering, tracked changes at package level."""
