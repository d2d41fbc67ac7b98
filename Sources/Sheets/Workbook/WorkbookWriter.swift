import CXlsxWriter
import Glibc

/// The bytes of an Excel workbook; the same sheets give the same bytes.
///
/// Nothing in it is protected, since mail filters take protection for encryption.
package func writeWorkbook(_ sheets: [WorkbookSheet]) throws(WorkbookError) -> [UInt8] {
  let file = try MemoryFile()
  let workbook = try WorkbookHandle(
    path: file.path, isLong: sheets.contains { $0.count > longTable })
  workbook.fixTime()
  let styles = WorkbookStyles(workbook)
  let lists = LongLists(sheets)
  for sheet in sheets { try SheetWriter(sheet, in: workbook, styles, lists).write() }
  if !lists.lists.isEmpty {
    let hidden = WorkbookSheet(name: LongLists.sheet, columns: [], rows: [])
    try SheetWriter(hidden, in: workbook, styles, lists).writeHidden(lists.rows)
  }
  try workbook.finish()
  return try file.bytes()
}

/// From how many rows on a workbook is written row by row, each text where it stands: held until the
/// end, those of a whole country fill a hundred megabytes.
let longTable = 10_000

/// The looks of cells.
@safe private struct WorkbookStyles {
  let header: UnsafeMutablePointer<lxw_format>?
  let title: UnsafeMutablePointer<lxw_format>?
  let body: UnsafeMutablePointer<lxw_format>?
  let expected: UnsafeMutablePointer<lxw_format>?
  let plain: UnsafeMutablePointer<lxw_format>?

  init(_ workbook: borrowing WorkbookHandle) {
    unsafe header = workbook_add_format(workbook.pointer)
    unsafe title = workbook_add_format(workbook.pointer)
    unsafe body = workbook_add_format(workbook.pointer)
    unsafe expected = workbook_add_format(workbook.pointer)
    unsafe plain = workbook_add_format(workbook.pointer)
    unsafe format_set_bold(header)
    unsafe format_set_text_wrap(header)
    unsafe format_set_align(header, UInt8(LXW_ALIGN_VERTICAL_TOP.rawValue))
    unsafe format_set_bg_color(header, 0xD9E2EC)
    unsafe format_set_bottom(header, UInt8(LXW_BORDER_THIN.rawValue))
    unsafe format_set_bold(title)
    unsafe format_set_font_size(title, 14)
    unsafe format_set_text_wrap(body)
    unsafe format_set_align(body, UInt8(LXW_ALIGN_VERTICAL_TOP.rawValue))
    unsafe format_set_bg_color(expected, 0xFFF3CD)
    // A format with nothing set would be that of the column, which wraps.
    unsafe format_set_align(plain, UInt8(LXW_ALIGN_LEFT.rawValue))
  }
}

/// Writes one sheet.
@safe private struct SheetWriter {
  let pointer: UnsafeMutablePointer<lxw_worksheet>
  let styles: WorkbookStyles
  let lists: LongLists
  let sheet: WorkbookSheet

  init(
    _ sheet: WorkbookSheet, in workbook: borrowing WorkbookHandle, _ styles: WorkbookStyles,
    _ lists: LongLists
  ) throws(WorkbookError) {
    let name = String(sheet.name.prefix(31))
    guard let pointer = unsafe workbook_add_worksheet(workbook.pointer, name) else {
      throw .library("a sheet cannot be called \(name)")
    }
    unsafe self.pointer = pointer
    self.styles = styles
    self.lists = lists
    self.sheet = sheet
  }

  /// Writes cells alone, and shows nobody the sheet.
  func writeHidden(_ rows: [[WorkbookCell]]) throws(WorkbookError) {
    for (row, cells) in rows.enumerated() { try write(cells, row: row, isTable: false) }
    unsafe worksheet_hide(pointer)
  }

  func write() throws(WorkbookError) {
    for (number, column) in sheet.columns.enumerated() {
      let place = lxw_col_t(number)
      try check(unsafe worksheet_set_column(pointer, place, place, column.width, styles.body))
    }
    for (row, cells) in sheet.above.enumerated() { try write(cells, row: row, isTable: false) }
    try writeHeader()
    for row in 0..<sheet.count {
      try write(sheet.row(row), row: row + sheet.firstRow - 1, isTable: true)
    }
    unsafe worksheet_freeze_panes(
      pointer, lxw_row_t(sheet.firstRow - 1), lxw_col_t(sheet.frozenColumns))
    unsafe worksheet_set_landscape(pointer)
    unsafe worksheet_set_paper(pointer, 9)
    // What is much wider than a page would be too small to read on one.
    if sheet.columns.map(\.width).reduce(0, +) < 220 {
      unsafe worksheet_fit_to_pages(pointer, 1, 0)
    }
    let header = lxw_row_t(sheet.firstRow - 2)
    try check(unsafe worksheet_repeat_rows(pointer, header, header))
  }

  private func writeHeader() throws(WorkbookError) {
    let row = sheet.firstRow - 2
    for (number, column) in sheet.columns.enumerated() {
      try unsafe text(column.title, row, number, styles.header)
      if let note = column.note { try self.note(note, row, number) }
      guard sheet.count > 0 else { continue }
      if !column.choices.isEmpty { try offer(column, number) }
      if column.isExpected { try colour(number) }
    }
  }

  private func write(_ cells: [WorkbookCell], row: Int, isTable: Bool) throws(WorkbookError) {
    let lines = isTable ? zip(cells, sheet.columns).map { $0.lines(width: $1.width) }.max() ?? 1 : 1
    if lines > 1 {
      // LibreOffice gives a row that it did not write itself no more than one line.
      let height = Double(min(lines * 15, 400))
      try check(unsafe worksheet_set_row(pointer, lxw_row_t(row), height, nil))
    }
    for (column, cell) in cells.enumerated() {
      let style = unsafe isTable ? styles.body : styles.plain
      let (row32, column16) = (lxw_row_t(row), lxw_col_t(column))
      switch cell {
      case .text(let value): try unsafe text(value, row, column, style)
      case .title(let value): try unsafe text(value, row, column, styles.title)
      case .number(let value):
        try check(
          unsafe worksheet_write_number(pointer, row32, column16, Double(value), style))
      case .formula(let formula, .number(let value)):
        try check(
          unsafe worksheet_write_formula_num(
            pointer, row32, column16, formula.text, style, Double(value)))
      case .formula(let formula, .text(let value)):
        try check(
          unsafe worksheet_write_formula_str(
            pointer, row32, column16, formula.text, style, value))
      }
    }
  }

  /// Text is always text, whatever its first sign; reading gives back just what was written.
  private func text(
    _ text: String, _ row: Int, _ column: Int, _ style: UnsafeMutablePointer<lxw_format>?
  ) throws(WorkbookError) {
    guard !text.isEmpty else { return }
    let exact = escaped(restored(text) == text ? text : guarded(text))
    guard exact.utf16.count <= 32_767 else {
      throw .tooLong(cell: "\(CellReference.letters(of: column))\(row + 1)")
    }
    try check(
      unsafe worksheet_write_string(pointer, lxw_row_t(row), lxw_col_t(column), exact, style))
  }

  private func note(_ note: String, _ row: Int, _ column: Int) throws(WorkbookError) {
    var options = unsafe lxw_comment_options()
    let lines = note.split(separator: "\n").reduce(0) { $0 + 1 + $1.utf8.count / 60 }
    unsafe options.width = 420
    unsafe options.height = UInt16(min(30 + lines * 18, 600))
    unsafe options.color = 0xFFFFE1
    try check(
      unsafe worksheet_write_comment_opt(
        pointer, lxw_row_t(row), lxw_col_t(column), escaped(note), &options))
  }

  private var lastRow: lxw_row_t { lxw_row_t(sheet.firstRow + sheet.count - 2) }

  private func offer(_ column: WorkbookSheet.Column, _ number: Int) throws(WorkbookError) {
    let formula = lists.formula(of: column.choices)
    let expected = "Expected: \(column.choices.joined(separator: ", "))"
    let isShort = expected.unicodeScalars.count <= LongLists.mostCharacters
    var list = unsafe column.choices.map { unsafe strdup($0) } + [nil]
    let place = unsafe formula.flatMap { unsafe strdup($0) }
    let hint = unsafe column.hint.flatMap { unsafe strdup(String($0.prefix(250))) }
    let title = unsafe strdup(String(column.title.prefix(32)))
    let error = unsafe strdup(isShort ? expected : "Expected: one of the list.")
    let owned = unsafe list + [place, hint, title, error]
    defer { unsafe owned.forEach { unsafe free($0) } }
    var validation = unsafe lxw_data_validation()
    unsafe validation.validate = UInt8(LXW_VALIDATION_TYPE_LIST.rawValue)
    unsafe validation.error_type = UInt8(LXW_VALIDATION_ERROR_TYPE_WARNING.rawValue)
    unsafe validation.error_title = title
    unsafe validation.error_message = error
    if unsafe hint != nil {
      unsafe validation.input_title = title
      unsafe validation.input_message = hint
    }
    let here = lxw_col_t(number)
    let code = unsafe list.withUnsafeMutableBufferPointer { items in
      if unsafe place != nil {
        unsafe validation.validate = UInt8(LXW_VALIDATION_TYPE_LIST_FORMULA.rawValue)
        unsafe validation.value_formula = place
      } else {
        unsafe validation.value_list = items.baseAddress
      }
      return unsafe worksheet_data_validation_range(
        pointer, lxw_row_t(sheet.firstRow - 1), here, lastRow, here, &validation)
    }
    try check(code)
  }

  private func colour(_ number: Int) throws(WorkbookError) {
    var condition = unsafe lxw_conditional_format()
    unsafe condition.type = UInt8(LXW_CONDITIONAL_TYPE_BLANKS.rawValue)
    unsafe condition.format = styles.expected
    let place = lxw_col_t(number)
    try check(
      unsafe worksheet_conditional_format_range(
        pointer, lxw_row_t(sheet.firstRow - 1), place, lastRow, place, &condition))
  }
}

extension WorkbookCell {
  /// About how many lines the cell takes in a column of some width.
  fileprivate func lines(width: Double) -> Int {
    guard case .text(let text) = self else { return 1 }
    return text.split(separator: "\n", omittingEmptySubsequences: false)
      .reduce(0) { $0 + 1 + Int(Double($1.unicodeScalars.count) / (width * 1.05)) }
  }
}
