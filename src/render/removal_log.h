#pragma once

#include <cstdint>
#include <string>

#include "bytes/output.h"
#include "bytes/source.h"
#include "render/writer.h"

namespace dechaff::render {

/// The removal log: JSON Lines that, together with the cleaned bytes, rebuild the input exactly.
///
///     {"schema":"dechaff.removed/1"}
///     {"offset":166,"removed":"Author: …\n","inserted":0,"source":"a.txt","document":0,
///      "begin":166,"end":208,"reasons":[{"stage":…,"reason":…,"why":…,"rule":…,"score":…}]}
///     {"end":true,"bytes":7586,"xxh3":"…"}
///
/// With --encoding two more entries tell how to go back from UTF-8: from which offset on which
/// character set was read, and which bytes it does not lead back to.
///
///     {"offset":0,"encoding":"windows-1251","source":"a.txt"}
///     {"offset":166,"utf8":3,"bytes_hex":"98"}
///
/// `offset` counts bytes of the whole input (all files, decompressed, as UTF-8); `inserted` bytes
/// of the cleaned text stand where `removed` stood; bytes that are not UTF-8 are written in
/// hexadecimal as `removed_hex`. The last line has the length and XXH3-128 of the input.
inline constexpr std::string_view removal_schema = "dechaff.removed/1";

void append_log_head(std::string& out);
void append_log(std::string& out, const Rendering& what);
/// For a batch that was read in another character set.
void append_log_origin(std::string& out, const formats::Batch& batch);
/// For a record that went to --errors.
void append_log_aside(std::string& out, const formats::Batch& batch, const formats::Record& record);
/// For a record in whose place `inserted` other bytes stand: where tables follow one another.
void append_log_joined(std::string& out, const formats::Batch& batch, const formats::Record& record,
                       std::size_t inserted);
/// For a document that was written in another shape, or left out: all of its record was changed,
/// and `inserted` other bytes stand in its place.
void append_log_converted(std::string& out, const Rendering& what, std::size_t inserted);
/// For a document that was left out; its last decision says why.
void append_log_left_out(std::string& out, const Rendering& what);
/// For a record that is no document, where another form is written.
void append_log_passed_over(std::string& out, const formats::Batch& batch,
                            const formats::Record& record, std::size_t inserted);
/// For a line of names that the input does not have there: at `offset` of the input.
void append_log_names(std::string& out, std::uint64_t offset, std::size_t inserted);
void append_log_end(std::string& out, std::uint64_t bytes, const std::string& xxh3);

/// Writes the original to `out` from the cleaned text and its log. Throws Error with the log's
/// line when it is broken, cut short, or not the log of this text.
void restore(bytes::Source& cleaned, bytes::Source& log, bytes::Output& out);

}  // namespace dechaff::render
