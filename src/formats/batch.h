#pragma once

#include <cstdint>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "bytes/input.h"
#include "core/document.h"
#include "evidence/evidence.h"
#include "evidence/markup.h"
#include "text/span.h"

namespace dechaff::formats {

/// How a source is cut into records; automatic: as its first bytes show.
enum class Format : std::uint8_t {
  automatic,
  text,
  lines,
  jsonl,
  json,
  warc,
  csv,
  tsv,
  tar,
  markdown,
  html,
  arc
};

/// A source is one document.
constexpr bool is_whole_file(Format format) {
  return format == Format::text || format == Format::markdown || format == Format::html;
}

/// How the text of a document stands in its record, which decides what is written when it changes:
/// io/frame.h.
enum class Frame : std::uint8_t { plain, json, csv, warc, tar };

/// The frame of a format's records.
Frame frame_of(Format format);

/// What the output has for a record that is no document. The line feed of `line_feed` and `crlf`
/// ends a line that was left open; where none is, nothing stands there.
enum class Instead : std::uint8_t { itself, nothing, line_feed, crlf };

/// The bytes of a line's end that `instead` names; else empty.
constexpr std::string_view line_end(Instead instead) {
  return instead == Instead::crlf ? "\r\n" : instead == Instead::line_feed ? "\n" : "";
}

/// A record of a batch: one document and the bytes around it.
struct Record {
  Span all;                 // bytes of the batch, with the line ending or the WARC headers
  Span text;                // bytes of the batch that hold the document, raw
  bool is_document = true;  // false: passes as it is (a WARC warcinfo record, a broken line)
  Frame frame = Frame::plain;
  Markup markup = Markup::none;
  bool escaped = false;        // some bytes of the text stand for others
  Span length_field{};         // WARC: the digits of Content-Length; tar: the header's block
  std::size_t object_end = 0;  // JSONL: where the closing brace stands
  bool has_meta = false;       // JSONL: a field of this name is there already
  bool passed_over = false;    // a document that is not of the sample
  bool aside = false;          // goes to --errors, not to the output
  Instead instead = Instead::itself;
  std::uint64_t offset = 0;                            // of the source, where it begins
  std::vector<HeadingElement> headings;                // of HTML
  std::vector<RegionLine> regions;                     // of HTML
  std::shared_ptr<const html::Markup> page_markup;     // of HTML, where it was asked for
  std::shared_ptr<const evidence::Evidence> evidence;  // of HTML: of its text's lines
  std::string id;
  std::string host;  // the site's, or a URL on it, where a field of its own says it; else empty
  bool lacks_text = false;  // it is whole, yet its text field is missing or no string
  std::string error;        // why it is no document, or could not be cleaned; else empty
  std::size_t line = 1;     // line of the source in which it begins
};

/// Owns the bytes of some records: as they were read, or, with --html, what they were made into.
struct Batch : bytes::Taken {
  std::vector<Record> records;
  std::string source;
  std::size_t file = 0;                                     // of the run, from 0
  Format format = Format::text;                             // of the source
  char delimiter = ',';                                     // of csv, tsv
  std::shared_ptr<const std::vector<std::string>> columns;  // of csv, tsv: their names
  bool piece = false;         // of a record too large to be held: one record that is no document
  std::string error;          // of a piece: what is wrong with the record; said with the first one
  std::uint64_t offset = 0;   // of the first byte, from the begin of the whole run's input
  std::uint64_t ordinal = 0;  // of the first document

  Frame frame() const { return frame_of(format); }
};

}  // namespace dechaff::formats
