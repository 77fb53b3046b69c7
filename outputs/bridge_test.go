package outputs

// RowGroupRows is rowGroupRows for the tests outside the package.
const RowGroupRows = rowGroupRows
