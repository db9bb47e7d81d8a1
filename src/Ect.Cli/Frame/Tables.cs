using Spectre.Console;

namespace Ect.Cli.Frame;

/// <summary>The one look of tables.</summary>
internal static class Tables
{
    /// <summary>A table whose last column alone wraps, so that on a narrow terminal no other loses a letter.</summary>
    public static Table Of(IReadOnlyList<string> columns, IEnumerable<IReadOnlyList<string>> rows)
    {
        var table = new Table().Border(TableBorder.None);
        for (var i = 0; i < columns.Count; i++)
        {
            var column = new TableColumn(new Text(columns[i], new Style(decoration: Decoration.Dim))).PadLeft(0);
            table.AddColumn(i == columns.Count - 1 ? column.PadRight(0) : column.NoWrap().PadRight(2));
        }

        foreach (var row in rows)
        {
            table.AddRow(row.Select(cell => new Text(Printable.Of(cell))));
        }

        return table;
    }
}
