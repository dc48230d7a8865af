#include "io/reader.h"

#include <simdjson.h>

#include <algorithm>
#include <charconv>
#include <utility>

#include "core/error.h"

namespace dechaff::io {
namespace {

bool starts(std::string_view s, std::string_view with) { return s.substr(0, with.size()) == with; }

std::size_t count_lines(std::string_view s) {
  return static_cast<std::size_t>(std::count(s.begin(), s.end(), '\n'));
}

char lower(char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c + 32) : c; }

bool same_name(std::string_view a, std::string_view b) {
  return std::equal(a.begin(), a.end(), b.begin(), b.end(),
                    [](char x, char y) { return lower(x) == lower(y); });
}

}  // namespace

std::string_view format_name(Format format) {
  static constexpr std::string_view names[] = {"auto", "text", "lines", "jsonl", "wet"};
  return names[static_cast<std::size_t>(format)];
}

Reader::Reader(Source& source, ReadOptions options)
    : source_(source), options_(std::move(options)) {}

bool Reader::fill(std::size_t wanted) {
  while (!ended_ && waiting_.size() < wanted) {
    const std::size_t had = waiting_.size();
    const std::size_t room =
        std::max<std::size_t>(1 << 16, std::min(wanted - had, had + (1 << 20)));
    waiting_.resize(had + room);
    std::size_t got = 0;
    try {
      got = source_.read(waiting_.data() + had, room);
    } catch (...) {
      waiting_.resize(had);
      ended_ = true;
      throw;
    }
    waiting_.resize(had + got);
    ended_ = got == 0;
  }
  return waiting_.size() >= wanted;
}

void Reader::recognise() {
  fill(4096);
  const std::string_view s = waiting_;
  const auto refuse = [&](std::string_view what) {
    began_ = ended_ = true;
    waiting_.clear();
    throw Error({source_.name()}, "is " + std::string(what) + " text; dechaff reads UTF-8", {},
                "convert it first: iconv -f " + std::string(what) + " -t UTF-8");
  };
  if (starts(s, std::string_view("\xFF\xFE\0\0", 4)) ||
      starts(s, std::string_view("\0\0\xFE\xFF", 4))) {
    refuse("UTF-32");
  }
  if (starts(s, "\xFF\xFE") || starts(s, "\xFE\xFF")) refuse("UTF-16");
  if (options_.format != Format::automatic) return;
  options_.format = Format::text;
  const std::size_t first = s.find_first_not_of(" \t\r\n");
  if (starts(s, "WARC/1.")) {
    options_.format = Format::wet;
  } else if (first != std::string_view::npos && s[first] == '{') {
    // A JSON object on its first line that has the text field; anything else in braces is text.
    const std::size_t end = std::min(s.find('\n', first), s.size());
    const std::string field = "\"" + options_.text_field + "\"";
    const std::size_t quote = s.find_first_not_of(" \t", first + 1);
    if (quote < end && s[quote] == '"' &&
        (end == s.size() ? !ended_ || s.find(field) < s.size()
                         : s.substr(first, end - first).find(field) != std::string_view::npos)) {
      options_.format = Format::jsonl;
    }
  }
}

void Reader::too_large(std::size_t line) {
  waiting_.clear();
  ended_ = true;
  throw Error({source_.name(), line, 0},
              "a document is larger than --max-document " + std::to_string(options_.max_document),
              {}, "raise --max-document, or use --format lines where every line is a document");
}

bool Reader::next(Batch& batch) {
  if (!began_) {
    began_ = true;
    recognise();
  }
  batch.records.clear();
  batch.bytes.clear();
  batch.source = source_.name();
  std::size_t take = 0;
  if (options_.format == Format::text) {
    if (fill(options_.max_document + 1)) too_large(1);
    take = waiting_.size();
  } else if (options_.format == Format::wet) {
    std::size_t wanted = options_.batch;
    for (;;) {
      fill(wanted);
      if (waiting_.empty()) return false;
      take = cut_wet(batch, waiting_);
      if (take > 0 || ended_) break;
      if (wanted > options_.max_document) too_large(line_);
      wanted *= 2;
    }
    if (take == 0) take = waiting_.size();
  } else {
    std::size_t wanted = options_.batch;
    for (;;) {
      fill(wanted);
      if (ended_) {
        take = waiting_.size();
        break;
      }
      const std::size_t last = waiting_.rfind('\n');
      if (last != std::string::npos) {
        take = last + 1;
        break;
      }
      if (wanted > options_.max_document) too_large(line_);
      wanted *= 2;
    }
  }
  if (take == 0) return false;
  batch.bytes.reserve(take + simdjson::SIMDJSON_PADDING);
  batch.bytes.assign(waiting_, 0, take);
  waiting_.erase(0, take);
  switch (options_.format) {
    case Format::lines:
      if (!options_.cut) return true;
      cut_lines(batch);
      break;
    case Format::jsonl:
      cut_jsonl(batch);
      break;
    case Format::wet:
      break;
    default: {
      Record record;
      record.all = record.text = {0, take};
      batch.records.push_back(std::move(record));
    }
  }
  line_ += count_lines(batch.bytes);
  return true;
}

void Reader::cut_lines(Batch& batch) {
  std::size_t at = 0, line = line_;
  while (at < batch.bytes.size()) {
    const std::size_t end = std::min(batch.bytes.find('\n', at), batch.bytes.size() - 1) + 1;
    Record record;
    record.all = record.text = {at, end};
    record.line = line++;
    batch.records.push_back(std::move(record));
    at = end;
  }
}

void Reader::cut_jsonl(Batch& batch) {
  simdjson::ondemand::parser parser;
  std::size_t at = 0, line = line_;
  while (at < batch.bytes.size()) {
    const std::size_t end = std::min(batch.bytes.find('\n', at), batch.bytes.size() - 1) + 1;
    Record record;
    record.all = {at, end};
    record.line = line++;
    record.is_document = false;
    const std::string_view raw(batch.bytes.data() + at, end - at);
    const std::size_t first = raw.find_first_not_of(" \t\r\n");
    const bool bom = raw.substr(0, 3) == "\xEF\xBB\xBF";
    if (first != std::string_view::npos) {
      try {
        const std::size_t skip = bom ? 3 : 0;
        simdjson::padded_string_view view(batch.bytes.data() + at + skip, raw.size() - skip,
                                          batch.bytes.capacity() - at - skip);
        auto parsed = parser.iterate(view);
        auto object = parsed.get_object().value();
        for (auto entry : object) {
          const std::string_view key = entry.unescaped_key().value();
          simdjson::ondemand::value value = entry.value();
          if (key == options_.text_field) {
            if (value.type().value() != simdjson::ondemand::json_type::string) {
              record.error = "field '" + options_.text_field + "' is not a string";
              break;
            }
            const std::string_view token = value.raw_json_token();
            const auto begin = static_cast<std::size_t>(token.data() - batch.bytes.data()) + 1;
            std::size_t close = begin;
            while (close < end && batch.bytes[close] != '"')
              close += batch.bytes[close] == '\\' ? 2U : 1U;
            record.text = {begin, std::min(close, end)};
            record.is_document = true;
            record.escaped = batch.bytes.find('\\', begin) < close;
            value.get_string().value();  // throws for a malformed one
          } else if (key == "meta") {
            record.has_meta = true;
            simdjson::to_json_string(value).value();
          } else if (key == options_.id_field) {
            std::string_view token = simdjson::to_json_string(value).value();
            if (token.size() >= 2 && token.front() == '"')
              token = token.substr(1, token.size() - 2);
            record.id = token;
          } else {
            simdjson::to_json_string(value).value();
          }
        }
        if (!record.is_document && record.error.empty()) {
          record.error = "no field '" + options_.text_field + "'";
        }
        record.object_end = at + raw.find_last_of('}');
        const std::string_view after =
            std::string_view(batch.bytes)
                .substr(record.object_end + 1, end - record.object_end - 1);
        if (after.find_first_not_of(" \t\r\n") != std::string_view::npos) {
          record.error = "something stands after the JSON object";
        }
      } catch (const simdjson::simdjson_error& e) {
        record.error = std::string("not a JSON object: ") + e.what();
      }
      if (!record.error.empty()) record.is_document = false;
    }
    batch.records.push_back(std::move(record));
    at = end;
  }
}

std::size_t Reader::cut_wet(Batch& batch, std::string_view waiting) {
  batch.records.clear();
  std::size_t at = 0, line = line_;
  while (at < waiting.size() && (at < options_.batch || at == 0)) {
    Record record;
    record.line = line;
    record.is_document = false;
    const std::size_t headers_end = waiting.find("\r\n\r\n", at);
    if (headers_end == std::string_view::npos) break;
    bool conversion = false, has_length = false;
    std::size_t length = 0;
    for (std::size_t h = at; h < headers_end + 2;) {
      const std::size_t stop = waiting.find("\r\n", h);
      const std::string_view header = waiting.substr(h, stop - h);
      const std::size_t colon = header.find(':');
      if (colon != std::string_view::npos) {
        const std::string_view name = header.substr(0, colon);
        std::size_t from = colon + 1;
        while (from < header.size() && header[from] == ' ') ++from;
        const std::string_view value = header.substr(from);
        if (same_name(name, "Content-Length")) {
          has_length =
              std::from_chars(value.data(), value.data() + value.size(), length).ec == std::errc{};
          record.length_field = {h + from, h + from + value.size()};
        } else if (same_name(name, "WARC-Type")) {
          conversion = same_name(value, "conversion");
        } else if (same_name(name, "WARC-Target-URI")) {
          record.id = value;
        }
      }
      h = stop + 2;
    }
    const std::size_t body = headers_end + 4;
    if (!starts(waiting.substr(at), "WARC/1.") || !has_length || length > options_.max_document) {
      record.error = has_length && length > options_.max_document ? "record is over --max-document"
                                                                  : "malformed WARC record";
      std::size_t again = waiting.find("\r\n\r\nWARC/1.", at + 1);
      if (again == std::string_view::npos) {
        if (!ended_ && waiting.size() - at < options_.batch * 4) break;
        again = waiting.size() - 4;
      }
      record.all = {at, again + 4};
    } else if (body + length > waiting.size()) {
      if (!ended_) break;
      record.error = "WARC record is cut short";
      record.all = {at, waiting.size()};
    } else {
      std::size_t end = body + length;
      while (end + 1 < waiting.size() && waiting[end] == '\r' && waiting[end + 1] == '\n') end += 2;
      if (end >= waiting.size() - std::min<std::size_t>(waiting.size(), 1) && !ended_) break;
      record.all = {at, end};
      record.text = {body, body + length};
      record.is_document = conversion;
    }
    at = record.all.end;
    line += count_lines(waiting.substr(record.all.begin, record.all.size()));
    batch.records.push_back(std::move(record));
  }
  if (at == 0 && ended_ && !waiting.empty()) {
    Record record;
    record.all = {0, waiting.size()};
    record.is_document = false;
    record.error = "malformed WARC record";
    record.line = line;
    batch.records.push_back(std::move(record));
    return waiting.size();
  }
  return at;
}

}  // namespace dechaff::io
