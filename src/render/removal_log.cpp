#include "render/removal_log.h"

#include <simdjson.h>
#include <xxhash.h>

#include <algorithm>
#include <memory>
#include <vector>

#include "bytes/checksum.h"
#include "bytes/hex.h"
#include "core/error.h"
#include "core/json_error.h"
#include "render/recoder.h"

namespace dechaff::render {
namespace {

/// Reads a source piece by piece.
class Stream {
 public:
  explicit Stream(bytes::Source& source) : source_(source) {}

  /// Up to `wanted` bytes, empty at the end. Valid until the next call.
  std::string_view take(std::size_t wanted) {
    if (at_ == buffer_.size()) {
      buffer_.resize(1 << 16);
      buffer_.resize(source_.read(buffer_.data(), buffer_.size()));
      at_ = 0;
    }
    const std::size_t n = std::min(wanted, buffer_.size() - at_);
    at_ += n;
    return std::string_view(buffer_).substr(at_ - n, n);
  }

  bool line(std::string& out) {
    out.clear();
    for (;;) {
      const std::string_view more = take(SIZE_MAX);
      if (more.empty()) return !out.empty();
      const std::size_t end = more.find('\n');
      if (end == std::string_view::npos) {
        out += more;
        continue;
      }
      out += more.substr(0, end);
      at_ -= more.size() - end - 1;
      return true;
    }
  }

 private:
  bytes::Source& source_;
  std::string buffer_;
  std::size_t at_ = 0;
};

/// The begin of an entry: where, what went, how much is there now, of which source.
void append_change(text::JsonWriter& json, std::string& out, const formats::Batch& batch,
                   Span original, std::size_t inserted) {
  const std::string_view removed =
      std::string_view(batch.bytes).substr(original.begin, original.size());
  json.begin_object().member("offset", batch.offset + original.begin);
  if (simdjson::validate_utf8(removed.data(), removed.size())) {
    json.member("removed", removed);
  } else {
    json.key("removed_hex").begin_text();
    bytes::append_hex(out, removed);
    json.end_text();
  }
  json.member("inserted", inserted).member("source", batch.source);
}

/// An entry of the reader's own.
void append_readers(std::string& out, const formats::Batch& batch, Span original,
                    std::size_t inserted, std::string_view reason, std::string_view why) {
  text::JsonWriter json(out);
  append_change(json, out, batch, original, inserted);
  json.key("reasons").begin_list().begin_object().member("stage", "reader");
  json.member("reason", reason).member("why", why).end_object().end_list().end_line();
}

/// The reason of a decision, in a list of them.
void append_reason(text::JsonWriter& json, const Decision& decision) {
  json.begin_object().member("begin", decision.span.begin).member("end", decision.span.end);
  append_decision(json, decision);
  json.end_object();
}

/// The begin of an entry about a whole record: all decisions are among its reasons.
void append_whole(text::JsonWriter& json, std::string& out, const Rendering& what,
                  std::size_t inserted) {
  append_change(json, out, what.batch, what.record.all, inserted);
  json.member("document", what.document.ordinal).key("reasons").begin_list();
  for (const Decision& decision : what.document.decisions) {
    if (decision.deed != Deed::flag) append_reason(json, decision);
  }
}

}  // namespace

void append_log_head(std::string& out) {
  text::JsonWriter(out).begin_object().member("schema", removal_schema).end_line();
}

void append_log(std::string& out, const Rendering& what) {
  const Document& document = what.document;
  text::JsonWriter json(out);
  for (const Edit& edit : what.edits) {
    append_change(json, out, what.batch, edit.original, edit.replacement.size());
    json.member("document", document.ordinal).key("reasons").begin_list();
    for (const Decision& decision : document.decisions) {
      if (decision.deed == Deed::flag) continue;
      Span at = what.json != nullptr ? what.json->raw_span(decision.span) : decision.span;
      at.begin += what.record.text.begin;
      at.end += what.record.text.begin;
      if (at.begin < edit.original.begin || at.end > edit.original.end) continue;
      append_reason(json, decision);
    }
    json.end_list().end_line();
  }
}

void append_log_left_out(std::string& out, const Rendering& what) {
  text::JsonWriter json(out);
  append_whole(json, out, what, 0);
  json.end_list().end_line();
}

void append_log_converted(std::string& out, const Rendering& what, std::size_t inserted) {
  text::JsonWriter json(out);
  append_whole(json, out, what, inserted);
  json.begin_object().member("stage", "writer").member("reason", "writer.converted");
  json.member("why", "the document is written in another form").end_object();
  json.end_list().end_line();
}

void append_log_passed_over(std::string& out, const formats::Batch& batch,
                            const formats::Record& record, std::size_t inserted) {
  append_readers(out, batch, record.all, inserted, "reader.no-document",
                 "it is no document, and the output has another form");
}

void append_log_names(std::string& out, std::uint64_t offset, std::size_t inserted) {
  text::JsonWriter json(out);
  json.begin_object().member("offset", offset).member("removed", "").member("inserted", inserted);
  json.key("reasons").begin_list().begin_object().member("stage", "writer");
  json.member("reason", "writer.names").member("why", "the table's line of names");
  json.end_object().end_list().end_line();
}

void append_log_origin(std::string& out, const formats::Batch& batch) {
  if (batch.begin.offset == 0) {
    text::JsonWriter json(out);
    json.begin_object().member("offset", batch.offset);
    json.member("encoding", batch.charset.empty() ? std::string_view("UTF-8") : batch.charset);
    json.member("source", batch.source).end_line();
  }
  for (const text::LostBytes& lost : batch.lost) {
    text::JsonWriter json(out);
    json.begin_object().member("offset", batch.offset + lost.begin - batch.begin.offset);
    json.member("utf8", lost.end - lost.begin).key("bytes_hex").begin_text();
    bytes::append_hex(out, lost.bytes);
    json.end_text().end_line();
  }
}

void append_log_aside(std::string& out, const formats::Batch& batch,
                      const formats::Record& record) {
  append_readers(out, batch, record.all, 0, "reader.put-aside", record.error);
}

void append_log_joined(std::string& out, const formats::Batch& batch, const formats::Record& record,
                       std::size_t inserted) {
  if (record.all.empty() && inserted == 0) return;
  append_readers(out, batch, record.all, inserted, "reader.joined",
                 record.instead == formats::Instead::nothing
                     ? "the line of names is that of the first file"
                     : "another file of the table follows");
}

void append_log_end(std::string& out, std::uint64_t bytes, const std::string& xxh3) {
  text::JsonWriter json(out);
  json.begin_object().member("end", true).member("bytes", bytes).member("xxh3", xxh3).end_line();
}

void restore(bytes::Source& cleaned, bytes::Source& log, bytes::Output& out) {
  Stream text(cleaned), entries(log);
  bytes::Checksum checksum;
  std::uint64_t at = 0;
  std::size_t number = 0;
  std::string line, removed, recoded;
  Recoder recoder;
  const auto fail = [&](const std::string& why) { throw Error({log.name(), number, 0}, why); };
  const auto emit = [&](std::string_view bytes) {
    checksum.add(bytes);
    recoder.write(bytes, recoded);
    out.write(recoded);
    recoded.clear();
    at += bytes.size();
  };
  simdjson::dom::parser
      parser;  // checks the whole line first: on-demand parsing trips over what follows a mistake
  bool ended = false;
  while (entries.line(line)) {
    ++number;
    if (ended) fail("something stands after the end of the log");
    try {
      const simdjson::dom::element entry = parser.parse(line);
      if (number == 1) {
        if (entry["schema"].get_string().value() != removal_schema)
          fail("not a removal log of this version");
        continue;
      }
      auto end = entry["end"].get_bool();
      if (end.error() == simdjson::SUCCESS) {
        const std::uint64_t bytes = entry["bytes"].get_uint64().value();
        while (at < bytes) {
          const std::string_view more = text.take(static_cast<std::size_t>(bytes - at));
          if (more.empty()) fail("the cleaned text is shorter than the log says");
          emit(more);
        }
        if (!text.take(1).empty()) fail("the cleaned text is longer than the log says");
        if (entry["xxh3"].get_string().value() != checksum.hex()) {
          fail("the rebuilt text is not the original: this log belongs to another text");
        }
        if (!recoder.finish(recoded)) fail("it tells of bytes behind the end of the text");
        out.write(recoded);
        ended = true;
        continue;
      }
      const std::uint64_t offset = entry["offset"].get_uint64().value();
      if (offset < at) fail("entries are out of order");
      if (auto charset = entry["encoding"].get_string(); charset.error() == simdjson::SUCCESS) {
        const std::string_view name =
            charset.value() == "UTF-8" ? std::string_view() : charset.value();
        if (!recoder.charset(offset, name)) fail("no character set is called " + std::string(name));
        continue;
      }
      if (auto bytes = entry["bytes_hex"].get_string(); bytes.error() == simdjson::SUCCESS) {
        if (!bytes::from_hex(bytes.value(), removed)) fail("'bytes_hex' is not hexadecimal");
        recoder.exception(offset, entry["utf8"].get_uint64().value(), removed);
        continue;
      }
      while (at < offset) {
        const std::string_view more = text.take(static_cast<std::size_t>(offset - at));
        if (more.empty()) fail("the cleaned text is shorter than the log says");
        emit(more);
      }
      auto plain = entry["removed"].get_string();
      if (plain.error() == simdjson::SUCCESS) {
        removed = plain.value();
      } else if (!bytes::from_hex(entry["removed_hex"].get_string().value(), removed)) {
        fail("'removed_hex' is not hexadecimal");
      }
      std::uint64_t skip = entry["inserted"].get_uint64().value();
      while (skip > 0) {
        const std::string_view more = text.take(static_cast<std::size_t>(skip));
        if (more.empty()) fail("the cleaned text is shorter than the log says");
        skip -= more.size();
      }
      emit(removed);
    } catch (const simdjson::simdjson_error& e) {
      fail("broken entry: " + std::string(json_error(e.error())));
    }
  }
  if (!ended) fail("the log is cut short");
}

}  // namespace dechaff::render
