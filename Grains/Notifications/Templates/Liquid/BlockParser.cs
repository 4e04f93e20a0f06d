namespace OrleansBackends.Grains.Notifications.Templates.Liquid;

/// <summary>Builds the tree of a template's statements.</summary>
internal sealed class BlockParser
{
    private readonly IReadOnlyList<Piece> pieces;
    private int at;
    private int depth;

    private BlockParser(IReadOnlyList<Piece> pieces) => this.pieces = pieces;

    public static Block Parse(string source)
    {
        if (source.Length > TemplateLimits.Source)
        {
            throw new LiquidException(1, $"A template has at most {TemplateLimits.Source} characters.");
        }

        return new BlockParser(Pieces.Of(source)).Body(opener: null);
    }

    /// <summary>The statements up to a tag that ends or divides the block of <paramref name="opener"/>; that tag is next.</summary>
    private Block Body(Piece? opener, params string[] ends)
    {
        if (++depth > TemplateLimits.Depth)
        {
            throw new LiquidException(opener?.Line ?? 1, $"more than {TemplateLimits.Depth} blocks in each other");
        }

        var statements = new List<Statement>();
        while (at < pieces.Count)
        {
            var piece = pieces[at];
            if (piece.Kind == PieceKind.Tag && ends.Contains(piece.Name))
            {
                depth--;
                return new Block(statements);
            }

            at++;
            statements.Add(Statement(piece));
        }

        depth--;
        return opener is { } open ? throw new LiquidException(open.Line, $"'{open.Name}' is not closed") : new Block(statements);
    }

    private Statement Statement(Piece piece) => piece switch
    {
        { Kind: PieceKind.Words } => new Words(piece.Line, piece.Text),
        { Kind: PieceKind.Output } => new Output(piece.Line, Whole(piece, parser => parser.Filtered())),
        { Name: "assign" } => Assign(piece),
        { Name: "capture" } => Capture(piece),
        { Name: "if" } => If(piece),
        { Name: "unless" } => Unless(piece),
        { Name: "case" } => Case(piece),
        { Name: "for" } => For(piece),
        { Name: "break" } => new LeapStatement(piece.Line, Leap.Break),
        { Name: "continue" } => new LeapStatement(piece.Line, Leap.Continue),
        { Name: var name } when name.StartsWith("end", StringComparison.Ordinal) || name is "else" or "elsif" or "when" =>
            throw new LiquidException(piece.Line, $"'{name}' has no beginning"),
        _ => throw new LiquidException(piece.Line, $"there is no tag '{piece.Name}'"),
    };

    private static Assign Assign(Piece piece)
    {
        var tokens = new Tokens(piece.Text, piece.Line);
        var name = tokens.Name();
        tokens.Require("=");
        var value = new ExpressionParser(tokens).Filtered();
        tokens.End();
        return new Assign(piece.Line, name, value);
    }

    private Capture Capture(Piece piece)
    {
        var tokens = new Tokens(piece.Text, piece.Line);
        var name = tokens.Name();
        tokens.End();
        var body = Body(piece, "endcapture");
        at++;
        return new Capture(piece.Line, name, body);
    }

    private Branches If(Piece piece)
    {
        var branches = new List<(Expression, Block)>();
        var head = piece;
        do
        {
            var when = Whole(head, parser => parser.Condition());
            branches.Add((when, Body(piece, "elsif", "else", "endif")));
            head = pieces[at++];
        }
        while (head.Name == "elsif");
        return new Branches(piece.Line, branches, Else(piece, head, "endif"));
    }

    private Branches Unless(Piece piece)
    {
        var when = new Negated(Whole(piece, parser => parser.Condition()));
        var body = Body(piece, "else", "endunless");
        return new Branches(piece.Line, [(when, body)], Else(piece, pieces[at++], "endunless"));
    }

    private Branches Case(Piece piece)
    {
        var subject = Whole(piece, parser => parser.Value());
        Body(piece, "when", "else", "endcase");
        var branches = new List<(Expression, Block)>();
        var head = pieces[at++];
        while (head.Name == "when")
        {
            var when = Choices(subject, head);
            branches.Add((when, Body(piece, "when", "else", "endcase")));
            head = pieces[at++];
        }

        return new Branches(piece.Line, branches, Else(piece, head, "endcase"));
    }

    /// <summary><c>when 1, 2</c> or <c>when 1 or 2</c>.</summary>
    private static Expression Choices(Expression subject, Piece head)
    {
        var tokens = new Tokens(head.Text, head.Line);
        var parser = new ExpressionParser(tokens);
        Expression any = new Compared("==", subject, parser.Value());
        while (tokens.TryTake(",") || tokens.TryTake("or"))
        {
            any = new Either(any, new Compared("==", subject, parser.Value()));
        }

        tokens.End();
        return any;
    }

    private Loop For(Piece piece)
    {
        var tokens = new Tokens(piece.Text, piece.Line);
        var parser = new ExpressionParser(tokens);
        var name = tokens.Name();
        tokens.Require("in");
        var items = parser.Value();
        Expression? offset = null, limit = null;
        var reversed = false;
        while (!tokens.AtEnd)
        {
            _ = tokens.Name() switch
            {
                "reversed" => (object)(reversed = true),
                "offset" => offset = Option(tokens, parser),
                "limit" => limit = Option(tokens, parser),
                var other => throw tokens.Fault($"'{other}' is not expected here"),
            };
        }

        var body = Body(piece, "else", "endfor");
        return new Loop(piece.Line, name, items, offset, limit, reversed, body, Else(piece, pieces[at++], "endfor"));
    }

    private static Expression Option(Tokens tokens, ExpressionParser parser)
    {
        tokens.Require(":");
        return parser.Value();
    }

    private Block? Else(Piece opener, Piece head, string end)
    {
        if (head.Name != "else")
        {
            return null;
        }

        var body = Body(opener, end);
        at++;
        return body;
    }

    private static Expression Whole(Piece piece, Func<ExpressionParser, Expression> parse)
    {
        var tokens = new Tokens(piece.Text, piece.Line);
        var expression = parse(new ExpressionParser(tokens));
        tokens.End();
        return expression;
    }
}
