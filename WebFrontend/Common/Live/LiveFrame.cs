using System.Runtime.CompilerServices;
using System.Text;
using Microsoft.AspNetCore.SignalR;
using Microsoft.AspNetCore.SignalR.Protocol;

namespace OrleansBackends.WebFrontend.Common;

/// <summary>Something on its way to a hub's client; an event is read and written once for all connections that are sent it.</summary>
internal sealed class LiveFrame
{
    private static readonly ConditionalWeakTable<LiveEvent, LiveFrame> Events = [];

    private readonly string topic;

    private LiveFrame(string topic, string method, object what, int size)
    {
        this.topic = topic;
        Size = size;
        Message = new SerializedHubMessage(new InvocationMessage(method, [what]));
    }

    public SerializedHubMessage Message { get; }

    /// <summary>Bytes of its data.</summary>
    public int Size { get; }

    public static LiveFrame Of(string topic, LiveEvent live)
    {
        var frame = Events.TryGetValue(live, out var made) ? made : Events.GetValue(live, one => Make(topic, one));
        return frame.topic == topic ? frame : Make(topic, live);
    }

    public static LiveFrame Reset(string topic, LiveBatch batch) =>
        new(topic, "reset", LiveAnswer.Of(topic, batch), batch.Events.Sum(live => Encoding.UTF8.GetByteCount(live.Data)));

    public static LiveFrame Of(LiveNotice notice) => new(notice.Topic, "event", notice, Encoding.UTF8.GetByteCount(notice.Data.GetRawText()));

    private static LiveFrame Make(string topic, LiveEvent live) =>
        new(topic, "event", LiveMessage.Of(topic, live), Encoding.UTF8.GetByteCount(live.Data));
}
