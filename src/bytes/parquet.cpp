#include "bytes/parquet.h"

#ifdef DECHAFF_PARQUET

#include <arrow/api.h>
#include <arrow/io/file.h>
#include <parquet/arrow/reader.h>

#include <algorithm>
#include <cmath>
#include <cstring>

#include "core/error.h"
#include "text/json_writer.h"
#include "text/utf8.h"

namespace dechaff::bytes {
namespace {

constexpr std::int64_t rows_at_once = 4096;

void write(text::JsonWriter& json, const arrow::Array& values, std::int64_t row);

void write_text(text::JsonWriter& json, std::string_view text) {
  if (text::is_valid(text)) {
    json.value(text);
    return;
  }
  std::string mended;
  for (std::size_t at = 0; at < text.size();) {
    const text::Decoded decoded = text::decode(text, at);
    text::append(mended, decoded.c);
    at += decoded.bytes;
  }
  json.value(mended);
}

void write_number(text::JsonWriter& json, double value) {
  std::isfinite(value) ? json.number("%.17g", value) : json.raw("null");
}

template <class List>
void write_list(text::JsonWriter& json, const arrow::Array& values, std::int64_t row) {
  const auto& list = static_cast<const List&>(values);
  json.begin_list();
  for (std::int64_t i = list.value_offset(row); i < list.value_offset(row + 1); ++i)
    write(json, *list.values(), i);
  json.end_list();
}

void write_struct(text::JsonWriter& json, const arrow::Array& values, std::int64_t row) {
  const auto& fields = static_cast<const arrow::StructArray&>(values);
  json.begin_object();
  for (int i = 0; i < fields.num_fields(); ++i) {
    json.key(fields.struct_type()->field(i)->name());
    write(json, *fields.field(i), row);
  }
  json.end_object();
}

void write(text::JsonWriter& json, const arrow::Array& values, std::int64_t row) {
  if (values.IsNull(row)) {
    json.raw("null");
    return;
  }
  using arrow::Type;
  switch (values.type_id()) {
    case Type::STRING:
    case Type::BINARY:
      return write_text(json, static_cast<const arrow::BinaryArray&>(values).GetView(row));
    case Type::LARGE_STRING:
    case Type::LARGE_BINARY:
      return write_text(json, static_cast<const arrow::LargeBinaryArray&>(values).GetView(row));
    case Type::DICTIONARY: {
      const auto& coded = static_cast<const arrow::DictionaryArray&>(values);
      return write(json, *coded.dictionary(), coded.GetValueIndex(row));
    }
    case Type::FLOAT:
      return write_number(json, double{static_cast<const arrow::FloatArray&>(values).Value(row)});
    case Type::DOUBLE:
      return write_number(json, static_cast<const arrow::DoubleArray&>(values).Value(row));
    case Type::LIST:
    case Type::MAP:
      return write_list<arrow::ListArray>(json, values, row);
    case Type::LARGE_LIST:
      return write_list<arrow::LargeListArray>(json, values, row);
    case Type::STRUCT:
      return write_struct(json, values, row);
    default: {
      const std::string printed = values.GetScalar(row).ValueOrDie()->ToString();
      const bool as_it_is = values.type_id() == Type::BOOL || arrow::is_integer(values.type_id());
      as_it_is ? static_cast<void>(json.raw(printed)) : write_text(json, printed);
    }
  }
}

}  // namespace

struct ParquetLines::Rows {
  std::string name;
  std::unique_ptr<parquet::arrow::FileReader> file;
  std::shared_ptr<arrow::RecordBatchReader> batches;
  std::string lines;  // from `at` on not yet returned
  std::size_t at = 0;

  /// Arrow's errors in our words.
  void check(const arrow::Status& status) const {
    if (!status.ok())
      throw Error({name}, "a Parquet file that cannot be read: " + status.message());
  }

  /// False at the end.
  bool more() {
    std::shared_ptr<arrow::RecordBatch> batch;
    check(batches->ReadNext(&batch));
    if (!batch) return false;
    lines.clear();
    at = 0;
    text::JsonWriter json(lines);
    for (std::int64_t row = 0; row < batch->num_rows(); ++row) {
      json.begin_object();
      for (int i = 0; i < batch->num_columns(); ++i) {
        json.key(batch->schema()->field(i)->name());
        write(json, *batch->column(i), row);
      }
      json.end_line();
    }
    return true;
  }
};

ParquetLines::ParquetLines(int fd, const std::string& name) : rows_(std::make_unique<Rows>()) {
  rows_->name = name;
  auto opened = arrow::io::ReadableFile::Open(fd);
  rows_->check(opened.status());
  parquet::arrow::FileReaderBuilder builder;
  rows_->check(builder.Open(*opened));
  builder.memory_pool(arrow::default_memory_pool());
  parquet::ArrowReaderProperties properties;
  properties.set_batch_size(rows_at_once);
  properties.set_use_threads(false);
  rows_->check(builder.properties(properties)->Build(&rows_->file));
  auto batches = rows_->file->GetRecordBatchReader();
  rows_->check(batches.status());
  rows_->batches = std::move(*batches);
}

ParquetLines::~ParquetLines() = default;

std::size_t ParquetLines::read(char* to, std::size_t capacity) {
  while (rows_->at == rows_->lines.size()) {
    if (!rows_->more()) return 0;
  }
  const std::size_t n = std::min(capacity, rows_->lines.size() - rows_->at);
  std::memcpy(to, rows_->lines.data() + rows_->at, n);
  rows_->at += n;
  return n;
}

bool reads_parquet() { return true; }

#else

namespace dechaff::bytes {

struct ParquetLines::Rows {};
ParquetLines::ParquetLines(int, const std::string&) {}
ParquetLines::~ParquetLines() = default;
std::size_t ParquetLines::read(char*, std::size_t) { return 0; }
bool reads_parquet() { return false; }

#endif

bool begins_parquet(std::string_view bytes) { return bytes.starts_with("PAR1"); }

}  // namespace dechaff::bytes
