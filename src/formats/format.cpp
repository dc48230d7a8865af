#include "formats/format.h"

#include <algorithm>

namespace dechaff::formats {

const std::vector<FormatInfo>& formats() {
  static const std::vector<FormatInfo> table = {
      {Format::text, "text", "a file is one document", nullptr, make_text_format, false, true},
      {Format::markdown, "markdown", "a file of Markdown is one", nullptr, make_text_format, false,
       false},
      {Format::html, "html", "a page of HTML is one", nullptr, make_text_format, false, true},
      {Format::lines, "lines", "every line is one", nullptr, make_lines_format, true, false},
      {Format::jsonl, "jsonl", "a JSON object a line", nullptr, make_jsonl_format, true, true},
      {Format::json, "json", "a JSON array of objects or strings", nullptr, make_json_format, false,
       true},
      {Format::warc, "wet", "WARC conversion records", is_warc, make_warc_format, true, true},
      {Format::arc, "arc", "pages of an ARC file", is_arc, make_arc_format, true, true},
      {Format::csv, "csv", "a column of a CSV file", nullptr, make_csv_format, true, true},
      {Format::tsv, "tsv", "the same, with tabs", nullptr, make_tsv_format, true, true},
      {Format::tar, "tar", "a text file in a tar archive", is_tar, make_tar_format, true, true},
  };
  return table;
}

const FormatInfo& format_info(Format format) {
  return *std::find_if(formats().begin(), formats().end(),
                       [&](const FormatInfo& info) { return info.format == format; });
}

Frame frame_of(Format format) {
  switch (format) {
    case Format::jsonl:
    case Format::json:
      return Frame::json;
    case Format::csv:
    case Format::tsv:
      return Frame::csv;
    case Format::warc:
    case Format::arc:
      return Frame::warc;
    case Format::tar:
      return Frame::tar;
    case Format::automatic:
    case Format::text:
    case Format::markdown:
    case Format::html:
    case Format::lines:
      break;
  }
  return Frame::plain;
}

bool LineTaker::next(bytes::Input& input, Batch& batch, const ReadOptions& options) {
  if (inside_) {
    take_piece(input, batch, options);
    return true;
  }
  // The batch ends with the first line that ends at or after its size, or before a line that is
  // too large.
  std::size_t searched = options.batch - 1, wanted = options.batch;
  for (;;) {
    input.fill(wanted);
    const std::string_view waiting = input.waiting();
    if (waiting.empty()) return false;
    const std::size_t found = waiting.find('\n', searched);
    const std::size_t end = found == std::string_view::npos ? waiting.size() : found + 1;
    const bool whole = found != std::string_view::npos || input.ended();
    const std::size_t before = end < 2 ? std::string_view::npos : waiting.rfind('\n', end - 2);
    const std::size_t last = before == std::string_view::npos ? 0 : before + 1;
    if (end > options.batch && end - last > options.max_document) {
      if (last > 0) {
        input.take(last, batch);
      } else {
        take_piece(input, batch, options);
        batch.error = too_large(options);
      }
      return true;
    }
    if (whole) {
      input.take(end, batch);
      return true;
    }
    searched = std::max(searched, waiting.size());
    // A little more first: the rest of a usual line.
    const std::size_t little = std::max(std::size_t{4096}, options.batch / 8);
    wanted = waiting.size() < options.batch * 2 ? waiting.size() + little : waiting.size() * 2;
  }
}

void LineTaker::take_piece(bytes::Input& input, Batch& batch, const ReadOptions& options) {
  input.fill(options.batch);
  const std::string_view piece = input.waiting().substr(0, options.batch);
  const std::size_t end = piece.find('\n');
  const bool ends = end != std::string_view::npos;
  input.take(ends ? end + 1 : piece.size(), batch);
  batch.piece = true;
  inside_ = !ends && !(input.ended() && input.waiting().empty());
}

std::string too_large(const ReadOptions& options) {
  return "a document is larger than --max-document " + std::to_string(options.max_document);
}

}  // namespace dechaff::formats
