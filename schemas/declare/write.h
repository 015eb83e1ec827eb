// Declared message -> JSON text in the order of the document.
#pragma once

#include <tuple>

#include "schemas/declare/wire_type.h"

namespace schemas {

template <Declared M>
void writeMembers(json::Writer& writer, const M& message);

namespace detail {

template <class M, class F, class T>
void writeOne(json::Writer& writer, const Field<M, F>& f, const T& value) {
  if constexpr (Declared<T>) {
    writer.beginObject();
    writeMembers(writer, value);
    writer.endObject();
  } else {
    WireType<T>::write(writer, value, f.spelling.shape, f.spelling.dateOnly);
  }
}

template <class M, class F, class T>
void writeOne(json::Writer& writer, const Field<M, F>& f, const std::vector<T>& items) {
  writer.beginArray();
  for (const T& item : items) writeOne(writer, f, item);
  writer.endArray();
}

template <class M, class T>
void writeField(json::Writer& writer, const Field<M, T>& f, const M& message) {
  const T& value = message.*f.member;
  if constexpr (requires { value.has_value(); }) {
    if (!value.has_value()) {
      // An unmarked member is written also when we know no value (N-8.6-D7).
      if (f.presence == Presence::unmarked) writer.member(f.name, "");
      return;
    }
    writer.name(f.name);
    writeOne(writer, f, *value);
  } else {
    writer.name(f.name);
    writeOne(writer, f, value);
  }
}

}  // namespace detail

template <Declared M>
void writeMembers(json::Writer& writer, const M& message) {
  std::apply([&](const auto&... fields) { (detail::writeField(writer, fields, message), ...); },
             kFieldsOf<M>);
}

template <Declared M>
std::string write(const M& message) {
  json::Writer writer;
  writer.beginObject();
  writeMembers(writer, message);
  writer.endObject();
  return std::move(writer).take();
}

}  // namespace schemas
