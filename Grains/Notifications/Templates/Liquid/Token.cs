namespace OrleansBackends.Grains.Notifications.Templates.Liquid;

internal enum TokenKind
{
    Name,
    Text,
    Number,
    Sign,
    End,
}

internal readonly record struct Token(TokenKind Kind, string Text);
