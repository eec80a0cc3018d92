"""The public record as files: tables for a spreadsheet or a database, feeds for a reader."""
