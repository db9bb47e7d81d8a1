// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.8.30;

import {Math} from "@openzeppelin/contracts/utils/math/Math.sol";
import {IAssetRegistry} from "../interfaces/IAssetRegistry.sol";
import {IEctHub} from "../interfaces/IEctHub.sol";
import {IWorkerPoolRegistry} from "../interfaces/IWorkerPoolRegistry.sol";
import {Program} from "../libraries/Program.sol";
import {IStandingOrders} from "../standing/IStandingOrders.sol";
import {Mode} from "../types/Mode.sol";
import {PoolOrder} from "../types/Orders.sol";
import {IMatchmaker} from "./IMatchmaker.sol";

/// @dev Constants of the hub that its interface does not name.
interface IHubRules {
    function SCHEDULER_STAKE_BPS() external view returns (uint256);
    function MAX_TRUST() external view returns (uint256);
}

/// @title Finds contracts their worker pool. Keeps no money and has no owner.
contract Matchmaker is IMatchmaker {
    using Program for Program.Loaded;

    /// @notice Most attributes of one pool.
    uint256 public constant MAX_ATTRIBUTES = 32;
    /// @notice Most attributes in one call: all that there can be are taken back, and as many others said.
    uint256 public constant MAX_CHANGES = 2 * MAX_ATTRIBUTES;
    uint256 private constant MAX_TEXT_LENGTH = 31;
    uint256 private constant BPS = 10_000;
    uint256 private constant UNIT = 1e9; // of prices and stakes in programs: an integer of 64 bits counts to 9.2e9 tokens in it

    IEctHub public immutable hub;
    IStandingOrders public immutable offers;
    IWorkerPoolRegistry private immutable _pools;
    uint256 private immutable _categories;
    uint256 private immutable _mostTrust;
    uint256 private immutable _schedulerStakeBps;

    struct Description {
        address owner; // who said it: of an owner before the present one it says nothing
        uint32 edition; // one for each owner in turn, so that nothing needs to be deleted
        uint32 place; // in the walk, counted from one; zero: not there
        uint8 count; // attributes
    }

    mapping(uint256 pool => Description) private _descriptions;
    mapping(uint256 pool => mapping(uint256 edition => mapping(uint256 name => uint256 value))) private _said;
    uint256[] private _walk;

    /// @dev A query with its programs loaded, and the best pool so far.
    struct Search {
        Program.Loaded requirements;
        Program.Loaded rank;
        bool isRanked;
        bool isOver;
        PoolFound best;
    }

    constructor(IEctHub hub_, IStandingOrders offers_) {
        (hub, offers) = (hub_, offers_);
        (_pools, _categories) = (hub_.pools(), hub_.categoryCount());
        IHubRules rules = IHubRules(address(hub_));
        (_mostTrust, _schedulerStakeBps) = (rules.MAX_TRUST(), rules.SCHEDULER_STAKE_BPS());
    }

    /* DESCRIBING */

    /// @inheritdoc IMatchmaker
    function describe(uint256 pool, PoolAttribute[] calldata attributes) external {
        if (_pools.ownerOf(pool) != msg.sender) revert IWorkerPoolRegistry.NotPoolOwner(pool, msg.sender);
        if (attributes.length > MAX_CHANGES) revert TooManyAttributes(attributes.length, MAX_CHANGES);

        Description memory description = _descriptions[pool];
        if (description.owner != msg.sender) {
            (description.owner, description.count) = (msg.sender, 0);
            ++description.edition;
        }
        uint256 count = _say(_said[pool][description.edition], attributes, description.count);
        if (count > MAX_ATTRIBUTES) revert TooManyAttributes(count, MAX_ATTRIBUTES);
        description.count = uint8(count);
        if (count != 0 && description.place == 0) {
            _walk.push(pool);
            description.place = uint32(_walk.length);
        }
        _descriptions[pool] = description;

        emit PoolDescribed(pool, msg.sender, attributes);
        if (count == 0 && description.place != 0) _leaveWalk(pool);
    }

    /// @return The number of attributes afterwards, of `count` before.
    function _say(
        mapping(uint256 name => uint256 value) storage said,
        PoolAttribute[] calldata attributes,
        uint256 count
    ) private returns (uint256) {
        for (uint256 i = 0; i < attributes.length; ++i) {
            uint256 name = _nameOf(attributes[i].name);
            if (Program.isOffered(name)) revert ReservedName(attributes[i].name);
            uint256 value = _valueOf(attributes[i]);
            if (said[name] != 0) --count;
            if (value != 0) ++count;
            said[name] = value;
        }
        return count;
    }

    function _nameOf(string calldata name) private pure returns (uint256) {
        if (bytes(name).length == 0) revert EmptyName();
        return Program.fold(_textOf(name));
    }

    function _valueOf(PoolAttribute calldata attribute) private pure returns (uint256) {
        uint256 text = _textOf(attribute.text); // what is announced is bounded too, whatever its kind
        if (attribute.kind == AttributeKind.Boolean) return Program.ofBoolean(attribute.number != 0);
        if (attribute.kind == AttributeKind.Integer) return Program.ofInteger(attribute.number);
        if (attribute.kind == AttributeKind.Text) return Program.TEXT | text;
        return Program.UNDEFINED;
    }

    /// @dev The bytes of a text behind a byte for the type.
    function _textOf(string calldata text) private pure returns (uint256 word) {
        uint256 length = bytes(text).length;
        if (length > MAX_TEXT_LENGTH) revert IAssetRegistry.TextTooLong(length, MAX_TEXT_LENGTH);
        for (uint256 i = 0; i < length; ++i) {
            if (bytes(text)[i] == 0) revert ZeroByte(text);
        }
        word = uint256(bytes32(bytes(text))) >> 8;
    }

    /// @inheritdoc IMatchmaker
    function forget(uint256 pool) external {
        Description storage description = _descriptions[pool];
        if (description.place == 0) revert NothingToForget(pool);
        address owner = _pools.ownerOf(pool);
        if (description.owner == owner) {
            (bool stands, PoolOrder memory order) = _offerOf(pool);
            if (stands && _isOpen(owner, order)) revert NothingToForget(pool);
        }
        _leaveWalk(pool);
    }

    function _leaveWalk(uint256 pool) private {
        uint32 place = _descriptions[pool].place;
        uint256 last = _walk[_walk.length - 1];
        _walk[place - 1] = last;
        _descriptions[last].place = place;
        _descriptions[pool].place = 0;
        _walk.pop();
        emit PoolForgotten(pool);
    }

    /* FINDING */

    /// @inheritdoc IMatchmaker
    function find(PoolQuery calldata query) external view returns (PoolFound memory) {
        Search memory search;
        search.requirements = Program.load(query.requirements);
        search.isRanked = query.policy == MatchPolicy.BestRank;
        if (search.isRanked) search.rank = Program.load(query.rank);

        uint256 count = query.among.length == 0 ? _walk.length : query.among.length;
        if (query.from >= count) return search.best;
        uint256 end = query.most < count - query.from ? query.from + query.most : count;
        uint256 at = query.from;
        for (; at < end && !search.isOver; ++at) {
            _considerFreely(query.among.length == 0 ? _walk[at] : query.among[at], query, search);
        }
        search.best.next = at == count ? 0 : at;
        return search.best;
    }

    /// @dev Gives back the memory that a pool took, so that the thousandth costs no more gas than the first: all that is kept of
    /// it stands in `search`.
    function _considerFreely(uint256 pool, PoolQuery calldata query, Search memory search) private view {
        uint256 unused;
        assembly ("memory-safe") {
            unused := mload(0x40)
        }
        _consider(pool, query, search);
        assembly ("memory-safe") {
            mstore(0x40, unused)
        }
    }

    /// @dev What costs least is asked first: what its owner says before the offer, unless the requirements ask for the offer; what
    /// the hub says of the offer last, and only if the pool would be taken.
    function _consider(uint256 pool, PoolQuery calldata query, Search memory search) private view {
        Description memory description = _descriptions[pool];
        if (description.owner == address(0)) return; // never described: perhaps no pool at all
        address owner = _pools.ownerOf(pool);
        if (description.owner != owner) return;
        mapping(uint256 => uint256) storage said = _said[pool][description.edition];
        Program.Offered memory offered;
        bool asksForOffer = search.requirements.asksForOffer;
        if (!asksForOffer && !Program.holds(search.requirements.run(said, offered))) return;

        (bool stands, PoolOrder memory order) = _offerOf(pool);
        if (!stands || !_fits(order, query)) return;
        if (query.policy == MatchPolicy.Cheapest && !_isBetter(order.price, 0, search.best)) return;
        _fill(offered, order);
        if (asksForOffer && !Program.holds(search.requirements.run(said, offered))) return;
        int64 rank = search.isRanked ? Program.rankOf(search.rank.run(said, offered)) : int64(0);
        if (!_isBetter(order.price, rank, search.best) || !_isOpen(owner, order) || !_isCovered(owner, order)) return;

        (search.best.pool, search.best.price, search.best.rank) = (pool, order.price, rank);
        search.isOver = query.policy == MatchPolicy.FirstFit;
    }

    /// @dev Whether the hub would match it with the request.
    function _fits(PoolOrder memory order, PoolQuery calldata query) private view returns (bool) {
        return order.price <= query.mostPrice && _admits(order, query) && query.tag & ~order.tag == 0
            && (Mode.isPrivate(query.mode) || !Mode.isPrivate(order.mode)) && _isTrusted(order, query);
    }

    function _admits(PoolOrder memory order, PoolQuery calldata query) private pure returns (bool) {
        return (order.appRestrict == 0 || order.appRestrict == query.app)
            && (order.datasetRestrict == 0 || order.datasetRestrict == query.dataset)
            && (order.requesterRestrict == address(0) || order.requesterRestrict == query.requester);
    }

    /// @dev Whether the pool gathers as many votes as the request asks for, or as it takes until their stakes reach its value.
    function _isTrusted(PoolOrder memory order, PoolQuery calldata query) private view returns (bool) {
        uint256 most = Math.min(order.trust, _mostTrust);
        if (query.trust > most) return false;
        return query.value == 0 || (order.workerStake != 0 && Math.ceilDiv(query.value, order.workerStake) <= most);
    }

    /// @dev Of the ranks, which are equal unless the policy is BestRank, the higher one; of equal ones the less price.
    function _isBetter(uint96 price, int64 rank, PoolFound memory best) private pure returns (bool) {
        return best.pool == 0 || rank > best.rank || (rank == best.rank && price < best.price);
    }

    /* OFFERS */

    // What the hub checks at a match is checked here too: a pool that is found but cannot be bought from would stand in the way of
    // every other.

    /// @dev The pool's standing offer, and whether by its terms anybody could buy against it now.
    function _offerOf(uint256 pool) private view returns (bool stands, PoolOrder memory order) {
        try offers.poolOffer(pool) returns (PoolOrder memory standing) {
            order = standing;
        } catch {
            return (false, order);
        }
        stands = block.timestamp <= order.expiry && order.trust != 0 && order.category < _categories
            && order.mode & ~Mode.PRIVATE == 0 && order.schedulerFee <= BPS;
    }

    /// @dev Whether the owner has signed it, and it is neither used up nor cancelled.
    function _isOpen(address owner, PoolOrder memory order) private view returns (bool) {
        bytes32 hash = hub.hashPoolOrder(order);
        return hub.consumed(owner, hash) < order.volume && hub.isPreSigned(owner, hash);
    }

    /// @dev Whether the owner's account covers what the scheduler stakes on one task.
    function _isCovered(address owner, PoolOrder memory order) private view returns (bool) {
        return hub.accountOf(owner).free >= (uint256(order.price) * _schedulerStakeBps) / BPS;
    }

    function _fill(Program.Offered memory offered, PoolOrder memory order) private view {
        offered.price = _inUnits(uint256(order.price) + UNIT - 1);
        offered.workerStake = _inUnits(order.workerStake);
        offered.category = Program.ofInteger(int256(uint256(order.category)));
        offered.trust = Program.ofInteger(int256(Math.min(order.trust, _mostTrust)));
        offered.isPrivate = Program.ofBoolean(Mode.isPrivate(order.mode));
    }

    function _inUnits(uint256 amount) private pure returns (uint256) {
        return Program.ofInteger(int256(Math.min(amount / UNIT, uint64(type(int64).max))));
    }

    /* VIEWS */

    /// @inheritdoc IMatchmaker
    function evaluate(uint256 pool, bytes calldata program) external view returns (bytes32) {
        Program.Loaded memory loaded = Program.load(program);
        address owner = _pools.ownerOf(pool);
        Program.Offered memory offered;
        if (loaded.asksForOffer) {
            (bool stands, PoolOrder memory order) = _offerOf(pool);
            if (stands && _isOpen(owner, order) && _isCovered(owner, order)) _fill(offered, order);
        }
        return bytes32(loaded.run(_saidBy(pool, owner), offered));
    }

    /// @dev Nobody has said anything in edition zero.
    function _saidBy(uint256 pool, address owner) private view returns (mapping(uint256 => uint256) storage) {
        Description storage description = _descriptions[pool];
        return _said[pool][description.owner == owner ? description.edition : 0];
    }

    /// @inheritdoc IMatchmaker
    function attributeOf(uint256 pool, string calldata name) external view returns (bytes32) {
        return bytes32(_saidBy(pool, _pools.ownerOf(pool))[_nameOf(name)]);
    }

    /// @inheritdoc IMatchmaker
    function attributeCount(uint256 pool) external view returns (uint256) {
        Description storage description = _descriptions[pool];
        return description.owner == _pools.ownerOf(pool) ? description.count : 0;
    }

    /// @inheritdoc IMatchmaker
    function placeOf(uint256 pool) external view returns (uint256) {
        return _descriptions[pool].place;
    }

    /// @inheritdoc IMatchmaker
    function poolCount() external view returns (uint256) {
        return _walk.length;
    }

    /// @inheritdoc IMatchmaker
    function poolAt(uint256 place) external view returns (uint256) {
        return _walk[place];
    }
}
