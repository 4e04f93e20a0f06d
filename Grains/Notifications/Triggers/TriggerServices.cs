using System.Security.Cryptography;
using System.Text;
using OrleansBackends.Grains.Interfaces.Notifications;
using OrleansBackends.Grains.Interfaces.Notifications.Triggers;
using OrleansBackends.Grains.Notifications.Apps;
using OrleansBackends.Grains.Notifications.Dispatch;

namespace OrleansBackends.Grains.Notifications.Triggers;

/// <summary>What a trigger needs of its silo.</summary>
internal sealed class TriggerServices(NotifySettings settings, FanOutPlaces places, QueueRooms rooms, SecretBox box, TimeProvider time)
{
    private const string PayloadField = "payload";

    private readonly byte[] hashKey = box.HmacKey("notifications-trigger");

    public NotifySettings Settings => settings;

    public FanOutPlaces Places => places;

    public QueueRooms Rooms => rooms;

    public TimeProvider Time => time;

    /// <summary>Tells whether two requests are alike. Keyed, because a payload may be a code that is guessed soon.</summary>
    public string Hash(NewTrigger trigger) => Convert.ToBase64String(HMACSHA256.HashData(hashKey, Encoding.UTF8.GetBytes(DocumentJson.Write(trigger))));

    /// <summary>The payload as it is stored: that of the otp lane is sealed.</summary>
    public string Store(string grainKey, Lane lane, string payload) =>
        lane == Lane.Otp ? box.Seal(Encoding.UTF8.GetBytes(payload), grainKey, PayloadField) : payload;

    public string? Load(string grainKey, TriggerState trigger) =>
        trigger is { Lane: Lane.Otp, Payload: { } stored } ? Encoding.UTF8.GetString(box.Open(stored, grainKey, PayloadField)) : trigger.Payload;
}
